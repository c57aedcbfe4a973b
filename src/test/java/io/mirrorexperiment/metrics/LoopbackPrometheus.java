package io.mirrorexperiment.metrics;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The far end of the wire: an HTTP server on loopback that answers the query API as a test tells it. */
final class LoopbackPrometheus implements AutoCloseable {
    /** One request as it arrived. */
    record Asked(String method, String path, Map<String, String> parameters, Headers headers, String body) {
        String query() {
            return parameters.getOrDefault("query", "");
        }

        Topic topic() {
            if (query().contains("timestamp(")) {
                return Topic.SAMPLE_TIMES;
            }
            return query().contains("_bucket") ? Topic.BUCKETS : query().contains("_sum") ? Topic.SUMS : Topic.REQUESTS;
        }
    }

    /** What to send back. */
    record Reply(int status, String body, Map<String, String> headers) {
        static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "loopback-prometheus");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Function<Asked, Reply> script;

    private LoopbackPrometheus(HttpServer server, Function<Asked, Reply> script) {
        this.server = server;
        this.script = script;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Over plain HTTP. */
    static LoopbackPrometheus start(Function<Asked, Reply> script) {
        try {
            return new LoopbackPrometheus(HttpServer.create(loopback(), 0), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over TLS; asks for a client certificate and insists on it if told to. */
    static LoopbackPrometheus startTls(SSLContext tls, boolean insistOnClient, Function<Asked, Reply> script) {
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                    ssl.setNeedClientAuth(insistOnClient);
                    parameters.setSSLParameters(ssl);
                }
            });
            return new LoopbackPrometheus(server, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server whose answers are those of two pods, scraped five seconds before the instant that is asked about. */
    static Reply healthy(Asked asked) {
        return Reply.of(200, healthyBody(asked));
    }

    static String healthyBody(Asked asked) {
        if (asked.query().equals("vector(1)") || asked.query().startsWith("count(")) {
            return Scraped.body(List.of(Scraped.sample("1")));
        }
        Instant sampledAt = timeOf(asked).minusSeconds(5);
        return Scraped.body(Scraped.twoPods(sampledAt).getOrDefault(asked.topic(), List.of()));
    }

    static Instant timeOf(Asked asked) {
        double seconds = Double.parseDouble(asked.parameters().getOrDefault("time", "0"));
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    URI url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    /** Everything that was asked so far. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    parameters(
                            Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "")),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(request);
            Reply reply = script.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
