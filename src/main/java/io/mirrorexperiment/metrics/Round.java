package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What all pods of a version exposed at one look, put together as Prometheus would have put it. Pure.
 *
 * <p>It is whole or it is nothing: a pod whose counters are not known may have a past, which would count as new once it answers. Only one that is about
 * to end need not answer any more.
 *
 * @param at when the pods were asked
 * @param answers by name of the pod
 */
record Round(IstioTelemetry telemetry, Population population, Instant at, Map<String, Told> answers) {
    private static final String EDGE = "le";
    private static final List<String> STATUS = List.of("response_code", "grpc_response_status");

    Round {
        answers = new TreeMap<>(answers);
    }

    /**
     * What one pod told.
     *
     * @param leaving whether it is about to end
     */
    record Told(Answer answer, boolean leaving) {}

    /** The counters; empty if there are none. */
    Optional<Reading.Counters> counters(ErrorRule rule) throws OddAnswerException {
        List<Sample> requests = new ArrayList<>();
        List<Sample> times = new ArrayList<>();
        List<Sample> buckets = new ArrayList<>();
        List<Sample> sums = new ArrayList<>();
        for (Map.Entry<String, Told> pod : answers.entrySet()) {
            PodSums own = new PodSums(pod.getKey(), chosen(pod.getKey(), pod.getValue()));
            requests.addAll(own.counts(telemetry.requests(), STATUS));
            buckets.addAll(own.counts(telemetry.latencies() + "_bucket", List.of(EDGE)));
            sums.addAll(own.amounts(telemetry.latencies() + "_sum"));
        }
        Set<String> counted = new HashSet<>();
        requests.forEach(sample -> counted.add(sample.label(PodSums.POD)));
        String now = Double.toString(at.toEpochMilli() / 1000.0);
        counted.forEach(pod -> times.add(new Sample(Map.of(PodSums.POD, pod), now)));
        return requests.isEmpty()
                ? Optional.empty()
                : Optional.of(new Answers(requests, times, buckets, sums).counters(rule));
    }

    private List<Sample> chosen(String pod, Told told) throws OddAnswerException {
        if (told.answer() instanceof Answer.Vector vector) {
            return vector.samples().stream()
                    .filter(sample -> telemetry.tells(sample, population))
                    .toList();
        }
        if (told.leaving()) {
            return List.of();
        }
        throw new OddAnswerException("pod " + pod + ": " + ((Answer.Odd) told.answer()).reason());
    }
}
