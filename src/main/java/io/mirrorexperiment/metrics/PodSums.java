package io.mirrorexperiment.metrics;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up the series of one pod by some of their labels, exactly. Pure.
 *
 * @param samples those that count, each with its series' name
 */
record PodSums(String pod, List<Sample> samples) {
    /** The label that holds the pod's name. */
    static final String POD = "pod";

    /** Counts by the values of labels. */
    List<Sample> counts(String name, List<String> labels) throws OddAnswerException {
        Map<Map<String, String>, BigDecimal> sums = new LinkedHashMap<>();
        for (Sample sample : named(name)) {
            sums.merge(kept(sample, labels), BigDecimal.valueOf(sample.count()), BigDecimal::add);
        }
        return samples(sums);
    }

    /** One amount; none where there is no such series. */
    List<Sample> amounts(String name) throws OddAnswerException {
        Map<Map<String, String>, BigDecimal> sums = new LinkedHashMap<>();
        for (Sample sample : named(name)) {
            sums.merge(kept(sample, List.of()), BigDecimal.valueOf(sample.amount()), BigDecimal::add);
        }
        return samples(sums);
    }

    private List<Sample> named(String name) throws OddAnswerException {
        Set<Map<String, String>> seen = new HashSet<>();
        List<Sample> named = samples.stream()
                .filter(sample -> sample.label(Exposition.NAME).equals(name))
                .toList();
        for (Sample sample : named) {
            if (!seen.add(sample.labels())) {
                throw new OddAnswerException(
                        "pod " + pod + " exposes the same series twice: " + SampleText.shown(sample.labels()));
            }
        }
        return named;
    }

    private Map<String, String> kept(Sample sample, List<String> labels) {
        Map<String, String> kept = new TreeMap<>(Map.of(POD, pod));
        labels.forEach(label -> kept.put(label, plain(sample.label(label))));
        return kept;
    }

    /** Envoy's stats access logger writes a dash where there is nothing, Istio nothing. */
    private static String plain(String value) {
        return value.equals("-") ? "" : value;
    }

    private static List<Sample> samples(Map<Map<String, String>, BigDecimal> sums) {
        return sums.entrySet().stream()
                .map(sum -> new Sample(sum.getKey(), sum.getValue().toPlainString()))
                .toList();
    }
}
