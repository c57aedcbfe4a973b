package io.mirrorexperiment.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of an API server, passes everything on, counts writes and calls back after one of them. */
final class WriteCountingProxy implements AutoCloseable {
    private static final Set<String> PASSED_ON = Set.of("accept", "content-type", "authorization");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI behind;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile int fatal = Integer.MAX_VALUE;
    private volatile Runnable onFatal = () -> {};

    WriteCountingProxy(URI behind) {
        this.behind = behind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int writes() {
        return writes.get();
    }

    /** From now on, after the k-th write has been done and before its answer is sent, {@code then} is run. */
    void killAfter(int k, Runnable then) {
        onFatal = then;
        fatal = k;
        writes.set(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer = client.send(request(exchange), BodyHandlers.ofByteArray());
            if (isWrite(exchange) && writes.incrementAndGet() == fatal) {
                onFatal.run();
            }
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        byte[] body = exchange.getRequestBody().readAllBytes();
        return request.method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Questions about rights are asked by POST and change nothing. */
    private static boolean isWrite(HttpExchange exchange) {
        return List.of("POST", "PUT", "PATCH", "DELETE").contains(exchange.getRequestMethod())
                && !exchange.getRequestURI().getPath().contains("authorization.k8s.io");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
