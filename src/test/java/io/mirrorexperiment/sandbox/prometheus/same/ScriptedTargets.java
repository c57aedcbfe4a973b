package io.mirrorexperiment.sandbox.prometheus.same;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Targets on a loopback port, one for each path. To Prometheus the n-th scrape of a path shows the n-th exposure of its
 * script, and the last one for ever; to anybody else it shows the one that is set.
 */
final class ScriptedTargets implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, List<Exposure>> scripts;
    private final Map<String, AtomicInteger> scrapes = new ConcurrentHashMap<>();
    private final Map<String, Exposure> shown = new ConcurrentHashMap<>();

    ScriptedTargets(Map<String, List<Exposure>> scripts) {
        this.scripts = Map.copyOf(scripts);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        server.setExecutor(Executors.newFixedThreadPool(4, work -> {
            Thread thread = new Thread(work, "scripted-targets");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    URI url(String path) {
        return URI.create("http://" + address() + path);
    }

    /** What a scrape by the sandbox sees from now on. */
    void show(String path, Exposure exposure) {
        shown.put(path, exposure);
    }

    /** How often Prometheus has scraped a path. */
    int scrapesOf(String path) {
        return count(path).get();
    }

    private AtomicInteger count(String path) {
        return scrapes.computeIfAbsent(path, key -> new AtomicInteger());
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        boolean prometheus = agent != null && agent.startsWith("Prometheus/");
        Exposure exposure = prometheus ? next(path) : shown.getOrDefault(path, new Exposure(404, ""));
        byte[] body = exposure.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(exposure.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Exposure next(String path) {
        List<Exposure> script = scripts.getOrDefault(path, List.of(new Exposure(404, "")));
        int turn = count(path).getAndIncrement();
        return script.get(Math.min(turn, script.size() - 1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
