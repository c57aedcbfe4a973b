package io.mirrorexperiment.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** A metrics server on the loopback that tells the counters of one pod, or whatever a test wants it to say instead. */
final class Prometheus implements AutoCloseable {
    private static final String POD = "\"pod\":\"httpbin-v2-1\",\"instance\":\"10.0.0.1:15020\",\"job\":\"pods\"";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile double millisEach = 20;
    private volatile int status = 200;
    private volatile BinaryOperator<String> body = this::told;

    Prometheus() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Map<String, String> asked = parameters(
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestBody().readAllBytes());
            byte[] bytes = body.apply(asked.getOrDefault("query", ""), asked.getOrDefault("time", "0"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Counts further. */
    void serve(long more, long bad) {
        requests.addAndGet(more);
        errors.addAndGet(bad);
    }

    void takes(double millis) {
        millisEach = millis;
    }

    /** From now on the same to every question, whatever is counted. */
    void say(int answer, String text) {
        status = answer;
        body = (query, time) -> text;
    }

    /** From now on the values of the counters as if they were something else. */
    void distort(String value) {
        body = (query, time) -> told(query, time).replaceAll(",\"[0-9.]+\"]", ",\"" + value + "\"]");
    }

    /** From now on another status with the same counters. */
    void failWithData(int answer) {
        status = answer;
    }

    /** From now on what it does at first. */
    void heal() {
        status = 200;
        body = this::told;
    }

    static String vector(String... results) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", results)
                + "]}}";
    }

    private String told(String query, String time) {
        if (query.contains("timestamp(")) {
            return vector(sample("", time, time));
        }
        if (query.contains("_bucket")) {
            return vector(
                    sample(",\"le\":\"1\"", time, "0"),
                    sample(",\"le\":\"500\"", time, requests.toString()),
                    sample(",\"le\":\"+Inf\"", time, requests.toString()));
        }
        if (query.contains("_sum")) {
            return vector(sample("", time, String.valueOf(requests.get() * millisEach)));
        }
        if (query.contains("istio_requests_total{")) {
            return vector(
                    sample(",\"response_code\":\"200\"", time, String.valueOf(requests.get() - errors.get())),
                    sample(",\"response_code\":\"503\"", time, errors.toString()));
        }
        return vector("{\"metric\":{},\"value\":[" + time + ",\"1\"]}");
    }

    private static String sample(String label, String time, String value) {
        return "{\"metric\":{" + POD + label + "},\"value\":[" + time + ",\"" + value + "\"]}";
    }

    private static Map<String, String> parameters(String query, byte[] form) {
        String all = (query == null ? "" : query) + "&" + new String(form, StandardCharsets.UTF_8);
        return Arrays.stream(all.split("&"))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
