package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a target's labels on exposed series; exposed ones that clash become {@code exported_…} (scrape/scrape.go). */
final class TargetSeries {
    private static final String EXPORTED = "exported_";

    private final Map<String, String> targetLabels;

    TargetSeries(Map<String, String> targetLabels) {
        this.targetLabels = Map.copyOf(targetLabels);
    }

    Labels of(Labels exposed) {
        Map<String, String> merged = new TreeMap<>(exposed.asMap());
        merged.putAll(targetLabels);
        List<String> clashing = targetLabels.keySet().stream()
                .filter(name -> !exposed.get(name).isEmpty())
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        clashing.forEach(name -> merged.put(freeName(name, merged), exposed.get(name)));
        return Labels.of(merged);
    }

    /** A series that the scraper itself makes, such as {@code up}. */
    Labels own(String name) {
        return Labels.of(targetLabels).with(Labels.NAME, name);
    }

    private static String freeName(String name, Map<String, String> taken) {
        String free = EXPORTED + name;
        while (!taken.getOrDefault(free, "").isEmpty()) {
            free = EXPORTED + free;
        }
        return free;
    }
}
