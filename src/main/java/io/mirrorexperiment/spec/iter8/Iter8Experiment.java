package io.mirrorexperiment.spec.iter8;

import java.util.List;
import java.util.Optional;

/**
 * An {@code iter8.tools/v2alpha2} Experiment: its spec with Iter8's defaults filled in.
 *
 * @param name of the object
 * @param namespace of the object
 * @param target what is experimented with, as in {@code default/sample-app}
 * @param strategy how
 * @param criteria what decides
 * @param duration how long
 * @param versions what is compared; Iter8 lets a start action fill it in
 */
public record Iter8Experiment(
        String name,
        String namespace,
        String target,
        Strategy strategy,
        Criteria criteria,
        Duration duration,
        Optional<Versions> versions) {

    /**
     * What decides.
     *
     * @param requestCount the metric that counts requests; Iter8 shows it only
     * @param indicators what is read and never judged
     * @param objectives what is judged
     * @param rewards what A/B experiments reward
     */
    public record Criteria(
            Optional<MetricName> requestCount,
            List<MetricName> indicators,
            List<Iter8Objective> objectives,
            List<Reward> rewards) {
        /** None of them. */
        public static final Criteria NONE = new Criteria(Optional.empty(), List.of(), List.of(), List.of());

        /** Copies. */
        public Criteria {
            indicators = List.copyOf(indicators);
            objectives = List.copyOf(objectives);
            rewards = List.copyOf(rewards);
        }
    }

    /**
     * How long: loops of iterations.
     *
     * @param intervalSeconds between two iterations
     * @param iterationsPerLoop at least 1
     * @param maxLoops at least 1
     */
    public record Duration(int intervalSeconds, int iterationsPerLoop, int maxLoops) {
        /** Of all loops together. */
        public long iterations() {
            return (long) iterationsPerLoop * maxLoops;
        }
    }

    /**
     * What is compared.
     *
     * @param baseline in a Conformance experiment the one and only
     * @param candidates the others
     */
    public record Versions(Iter8Version baseline, List<Iter8Version> candidates) {
        /** Copies. */
        public Versions {
            candidates = List.copyOf(candidates);
        }
    }
}
