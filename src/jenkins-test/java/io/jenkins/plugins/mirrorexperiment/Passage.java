package io.jenkins.plugins.mirrorexperiment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** In front of a metrics server: lets everything through, and remembers the newest {@code Authorization} that it saw. */
final class Passage implements AutoCloseable {
    private final HttpServer server;
    private final URI behind;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String newest = "";

    private Passage(HttpServer server, URI behind) {
        this.server = server;
        this.behind = behind;
    }

    static Passage to(String url) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Passage passage = new Passage(server, URI.create(url));
        server.createContext("/", passage::pass);
        server.start();
        return passage;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String newest() {
        return newest;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            newest = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            HttpResponse<byte[]> answer = client.send(forwarded(exchange), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest forwarded(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        behind.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .ifPresent(type -> request.header("Content-Type", type));
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
