package io.mirrorexperiment.spec.iter8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an Iter8 experiment goes about it.
 *
 * @param testing what is tested
 * @param deployment how traffic is shifted
 * @param actions tasks by the occasion on which they are run, as in {@code start}
 * @param weights bounds of shifting, if they are said
 */
public record Strategy(
        TestingPattern testing,
        DeploymentPattern deployment,
        Map<String, List<Iter8Task>> actions,
        Optional<Weights> weights) {
    /** Copies. */
    public Strategy {
        Map<String, List<Iter8Task>> copy = new LinkedHashMap<>();
        actions.forEach((occasion, tasks) -> copy.put(occasion, List.copyOf(tasks)));
        actions = java.util.Collections.unmodifiableMap(copy);
    }

    /** What is tested. */
    public enum TestingPattern {
        /** One candidate against the objectives, else the baseline. */
        CANARY("Canary"),
        /** One candidate against the baseline, by a reward. */
        A_B("A/B"),
        /** Several candidates against the baseline, by a reward. */
        A_B_N("A/B/N"),
        /** One version against the objectives. */
        CONFORMANCE("Conformance");

        private final String word;

        TestingPattern(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }

    /** How traffic is shifted. */
    public enum DeploymentPattern {
        /** Not at all. */
        FIXED_SPLIT("FixedSplit"),
        /** In steps. */
        PROGRESSIVE("Progressive"),
        /** At once; here objectives roll back unless they say otherwise. */
        BLUE_GREEN("BlueGreen");

        private final String word;

        DeploymentPattern(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }

    /**
     * Bounds of shifting, in percent.
     *
     * @param maxCandidateWeight of a candidate
     * @param maxCandidateWeightIncrement in one iteration
     */
    public record Weights(int maxCandidateWeight, int maxCandidateWeightIncrement) {}
}
