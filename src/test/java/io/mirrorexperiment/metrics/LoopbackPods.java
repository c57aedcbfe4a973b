package io.mirrorexperiment.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Pods on loopback: each has an address of its own, and all of them one port. */
final class LoopbackPods implements Pods, AutoCloseable {
    static final String PATH = "/stats/prometheus";

    private final Map<Population, List<Pod>> pods = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Function<Optional<String>, String> script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Pods that answer what the script makes of what they know. */
    LoopbackPods(Function<Optional<String>, String> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        server.setExecutor(threads);
        server.createContext(PATH, this::answer);
        server.start();
    }

    static LoopbackPods knowing(Map<Population, Reading.Counters> truth) {
        LoopbackPods loopback = new LoopbackPods(text -> text.orElse(""));
        truth.forEach((population, counters) -> new TreeMap<>(counters.series())
                .forEach((name, series) -> loopback.put(population, name, SidecarTexts.of(population, series))));
        return loopback;
    }

    LoopbackPods put(Population population, String name, String text) {
        Pod pod = pods.getOrDefault(population, List.of()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Pod(population.namespace(), name, "127.0.0." + (texts.size() + 2), false));
        List<Pod> all = new ArrayList<>(pods.getOrDefault(population, List.of()));
        all.remove(pod);
        all.add(pod);
        pods.put(population, List.copyOf(all));
        texts.put(pod.address(), text);
        return this;
    }

    MetricsSystem system(Duration timeout) {
        return MetricsSystem.ofPods(
                MetricsSystem.Direct.NETWORK, server.getAddress().getPort(), PATH, timeout, Optional.empty());
    }

    @Override
    public List<Pod> of(Population population) {
        return pods.getOrDefault(population, List.of());
    }

    @Override
    public String get(Pod pod, int port, String path) throws IOException {
        throw new IOException("the network was to be taken");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String own = exchange.getLocalAddress().getAddress().getHostAddress();
        byte[] body = script.apply(Optional.ofNullable(texts.get(own))).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
