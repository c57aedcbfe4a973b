package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Questions about several populations at once, and what of the answers is whose. The series are those of {@link Questions}, and so are their
 * sums: two more labels keep the populations apart. Pure.
 *
 * @param telemetry whose counters they are
 * @param populations that are asked about
 */
record JointQuestions(Telemetry telemetry, Collection<Population> populations) {
    private static final String TARGET = "pod, instance, job";

    String question(Topic topic) {
        String requests = telemetry.requests();
        String latencies = telemetry.latencies();
        return switch (topic) {
            case REQUESTS -> "sum by (" + by("response_code, grpc_response_status") + ") (" + all(requests) + ")";
            case SAMPLE_TIMES ->
                "max by (" + by("") + ") (" + all(requests, series -> "timestamp(" + series + ")") + ")";
            case BUCKETS -> "sum by (" + by("le") + ") (" + all(latencies + "_bucket") + ")";
            case SUMS -> "sum by (" + by("") + ") (" + all(latencies + "_sum") + ")";
        };
    }

    private String by(String more) {
        return TARGET + (more.isEmpty() ? "" : ", " + more) + ", " + telemetry.workloadLabel() + ", "
                + telemetry.namespaceLabel();
    }

    private String all(String series) {
        return all(series, UnaryOperator.identity());
    }

    /** Namespace by namespace; no two have a series in common. */
    private String all(String series, UnaryOperator<String> each) {
        Map<String, TreeSet<String>> workloads = new TreeMap<>();
        populations.forEach(population -> workloads
                .computeIfAbsent(population.namespace(), namespace -> new TreeSet<>())
                .add(population.workload()));
        return workloads.entrySet().stream()
                .map(some -> each.apply(series + "{" + telemetry.selector(some.getKey(), some.getValue()) + "}"))
                .collect(Collectors.joining(" or "));
    }

    /** What each population would have been answered alone; empty if an answer is odd. */
    Map<Population, Map<Topic, Answer>> split(Map<Topic, Answer> answers) {
        Map<Population, Map<Topic, List<Sample>>> split = new LinkedHashMap<>();
        populations.forEach(population -> split.put(population, new EnumMap<>(Topic.class)));
        for (Topic topic : Topic.values()) {
            if (!(answers.get(topic) instanceof Answer.Vector vector)) {
                return Map.of();
            }
            split.values().forEach(own -> own.put(topic, new ArrayList<>()));
            vector.samples().forEach(sample -> split.getOrDefault(whose(sample), Map.of())
                    .getOrDefault(topic, new ArrayList<>())
                    .add(alone(sample)));
        }
        Map<Population, Map<Topic, Answer>> whole = new LinkedHashMap<>();
        split.forEach((population, own) -> whole.put(population, vectors(own)));
        return whole;
    }

    private static Map<Topic, Answer> vectors(Map<Topic, List<Sample>> samples) {
        Map<Topic, Answer> vectors = new EnumMap<>(Topic.class);
        samples.forEach((topic, own) -> vectors.put(topic, new Answer.Vector(own)));
        return vectors;
    }

    private Population whose(Sample sample) {
        return new Population(sample.label(telemetry.namespaceLabel()), sample.label(telemetry.workloadLabel()));
    }

    private Sample alone(Sample sample) {
        Map<String, String> labels = new HashMap<>(sample.labels());
        labels.remove(telemetry.workloadLabel());
        labels.remove(telemetry.namespaceLabel());
        return new Sample(labels, sample.text());
    }
}
