package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The answers to the four questions of one look, put together pod by pod. Pure.
 *
 * @param requests by response code and gRPC status
 * @param sampleTimes Unix seconds of the newest samples
 * @param buckets of the latency; all empty if the mesh has no latency histogram
 * @param sums of the latency
 */
record Answers(List<Sample> requests, List<Sample> sampleTimes, List<Sample> buckets, List<Sample> sums) {
    /** The counters, or what is odd about them. Time-stamps are by the server's clock. */
    Reading.Counters counters(ErrorRule rule) throws OddAnswerException {
        Map<Target, List<Sample>> asked = byTarget(requests);
        Map<Target, List<Sample>> times = byTarget(sampleTimes);
        Map<Target, List<Sample>> edges = byTarget(buckets);
        Map<Target, List<Sample>> totals = byTarget(sums);
        agree(asked.keySet(), "requests", times.keySet(), "sample times");
        if (!edges.isEmpty() || !totals.isEmpty()) {
            agree(asked.keySet(), "requests", edges.keySet(), "latency buckets");
            agree(asked.keySet(), "requests", totals.keySet(), "latency sums");
        }
        Map<String, Target> pods = oneScrapeEach(asked.keySet());
        Map<String, Reading.Series> series = new TreeMap<>();
        for (Map.Entry<String, Target> pod : pods.entrySet()) {
            Target target = pod.getValue();
            Reading.Histogram latency = edges.isEmpty()
                    ? Reading.Histogram.EMPTY
                    : LatencyHistogram.read(
                            edges.getOrDefault(target, List.of()), only(totals, target, "latency sums"));
            series.put(
                    pod.getKey(),
                    Tally.of(asked.getOrDefault(target, List.of()), rule).series(time(times, target), latency));
        }
        return new Reading.Counters(series);
    }

    private static Instant time(Map<Target, List<Sample>> times, Target target) throws OddAnswerException {
        double seconds = only(times, target, "sample times").amount();
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static Sample only(Map<Target, List<Sample>> answer, Target target, String name) throws OddAnswerException {
        List<Sample> samples = answer.getOrDefault(target, List.of());
        if (samples.size() != 1) {
            throw new OddAnswerException(samples.size() + " " + name + " for " + target.identity() + " instead of one");
        }
        return samples.get(0);
    }

    private static Map<Target, List<Sample>> byTarget(List<Sample> samples) throws OddAnswerException {
        Map<Target, List<Sample>> byTarget = new LinkedHashMap<>();
        for (Sample sample : samples) {
            byTarget.computeIfAbsent(Target.of(sample), target -> new ArrayList<>())
                    .add(sample);
        }
        return byTarget;
    }

    private static void agree(Set<Target> some, String ofSome, Set<Target> others, String ofOthers)
            throws OddAnswerException {
        if (!some.equals(others)) {
            throw new OddAnswerException("the answers are about different pods: " + ofSome + " of " + names(some) + ", "
                    + ofOthers + " of " + names(others) + "; the next scrape usually heals this");
        }
    }

    private static String names(Set<Target> targets) {
        return targets.isEmpty()
                ? "none"
                : SampleText.shown(
                        targets.stream().map(Target::identity).sorted().collect(Collectors.joining(", ")));
    }

    private static Map<String, Target> oneScrapeEach(Set<Target> targets) throws OddAnswerException {
        Map<String, Target> pods = new TreeMap<>();
        for (Target target : targets) {
            Target before = pods.putIfAbsent(target.identity(), target);
            if (before != null) {
                throw new OddAnswerException("pod " + SampleText.shown(target.identity())
                        + " is scraped more than once ("
                        + before.scrape() + "; " + target.scrape() + "), so each of its requests would count twice;"
                        + " keep one scrape job for the proxies");
            }
        }
        return pods;
    }
}
