package io.mirrorexperiment.sandbox.mesh;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters and histograms of one proxy, and their text form for scrapes. Thread-safe; starts at 0. */
final class MetricBook {
    private final Map<String, Map<String, LongAdder>> counters = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, Histogram>> histograms = new ConcurrentSkipListMap<>();

    void count(String name, String labels) {
        add(name, labels, 1);
    }

    void add(String name, String labels, long more) {
        counters.computeIfAbsent(name, fresh -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(labels, fresh -> new LongAdder())
                .add(more);
    }

    void observe(String name, String labels, double value, double[] edges) {
        histograms
                .computeIfAbsent(name, fresh -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(labels, fresh -> new Histogram(edges))
                .add(value);
    }

    /** Prometheus' text exposition format, version 0.0.4. */
    String exposition() {
        StringBuilder out = new StringBuilder(4096);
        counters.forEach((name, series) -> {
            out.append("# TYPE ").append(name).append(" counter\n");
            series.forEach((labels, count) -> line(out, name, labels, String.valueOf(count.sum())));
        });
        histograms.forEach((name, series) -> {
            out.append("# TYPE ").append(name).append(" histogram\n");
            series.forEach((labels, histogram) -> histogram.write(out, name, labels));
        });
        return out.toString();
    }

    static void line(StringBuilder out, String name, String labels, String value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }
}
