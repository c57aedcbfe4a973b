package io.mirrorexperiment.bench.scale;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often what was asked for. Thread-safe. */
final class Counts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String what) {
        counts.computeIfAbsent(what, word -> new LongAdder()).increment();
    }

    /** What was counted since it was asked for last, a line each. */
    String taken() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(each -> each.getValue().sumThenReset() + " " + each.getKey())
                        .filter(line -> !line.startsWith("0 "))
                        .collect(Collectors.joining("\n"));
    }
}
