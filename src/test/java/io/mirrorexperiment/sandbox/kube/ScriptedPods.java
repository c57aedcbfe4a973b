package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Pods that do what a test says for their image; ready at once if it says nothing. */
final class ScriptedPods implements PodRuntime {
    private final Map<String, State> byImage = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();
    private final List<LogLine> log = new CopyOnWriteArrayList<>(List.of(
            new LogLine(Instant.parse("2026-11-21T08:00:00Z"), "first"),
            new LogLine(Instant.parse("2026-11-21T08:00:01Z"), "second")));

    static State ready(String image) {
        return new State(true, image + "@sha256:" + "0".repeat(64), "", "", 0);
    }

    static State starting(String image) {
        return new State(false, image + "@sha256:" + "0".repeat(64), "", "", 0);
    }

    static State waiting(String reason, String message) {
        return new State(false, "", reason, message, 0);
    }

    void set(String image, State state) {
        byImage.put(image, state);
    }

    void say(String line) {
        log.add(new LogLine(Instant.parse("2026-11-21T08:00:02Z"), line));
    }

    int alive() {
        return started.get() - stopped.get();
    }

    @Override
    public RunningPod start(ObjectNode pod) {
        String image = pod.at("/spec/containers/0/image").asText();
        String name = pod.at("/spec/containers/0/name").asText();
        int number = started.incrementAndGet();
        return new RunningPod() {
            private boolean over;

            @Override
            public String ip() {
                return "127.1.0." + number;
            }

            @Override
            public State state() {
                return byImage.getOrDefault(image, ready(image));
            }

            @Override
            public Optional<List<LogLine>> logs(String container) {
                return container.equals(name) ? Optional.of(List.copyOf(log)) : Optional.empty();
            }

            @Override
            public synchronized void stop() {
                if (!over) {
                    over = true;
                    stopped.incrementAndGet();
                }
            }
        };
    }
}
