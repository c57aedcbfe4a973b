package io.mirrorexperiment.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A metrics system of somebody else's, on the wire: it answers as a test tells it, and remembers what it was asked. */
final class FarEnd implements AutoCloseable {
    /**
     * What was asked.
     *
     * @param query the whole query string, decoded
     * @param key the header {@code X-Key}; empty if there was none
     */
    record Asked(
            String method, String path, String query, String body, String key, Map<String, List<String>> headers) {}

    /** What is answered. */
    record Reply(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile Function<Asked, Reply> answers;

    FarEnd(Function<Asked, Reply> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What Prometheus answers with one series of one value. */
    static Reply vector(String value) {
        return new Reply(
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                        + value + "\"]}]}}");
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            String key = exchange.getRequestHeaders().getFirst("X-Key");
            Asked question = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    key == null ? "" : key,
                    Map.copyOf(exchange.getRequestHeaders()));
            asked.add(question);
            Reply reply = answers.apply(question);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
