package io.mirrorexperiment.spec;

import java.util.Optional;

/**
 * The texts of an experiment of Iter8's command line.
 *
 * @param experiment its tasks; from 0.11 on its result too
 * @param metrics where metrics are asked for, in 0.10
 * @param result what came of it, in 0.10; empty if there is none yet
 */
public record StoredExperiment(String experiment, Optional<String> metrics, Optional<String> result) {
    /** Name of the first. */
    public static final String EXPERIMENT = "experiment.yaml";

    /** Name of the second, for Istio. */
    public static final String METRICS = "istio.metrics.yaml";

    /** Name of the third. */
    public static final String RESULT = "result.yaml";

    /** Without the texts, which are long. */
    @Override
    public String toString() {
        return "StoredExperiment[" + experiment.length() + " characters, " + (result.isPresent() ? "with" : "without")
                + " result]";
    }
}
