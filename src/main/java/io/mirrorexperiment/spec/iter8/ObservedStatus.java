package io.mirrorexperiment.spec.iter8;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far an experiment of Iter8's has come, by its own status.
 *
 * @param stage as in {@code Running}
 * @param completedIterations 0 if it does not say
 * @param completed whether it says that it is over, which says nothing about how it ended
 * @param failed whether it says that it failed
 * @param recommended the version that it recommends for promotion
 * @param metrics those that it reads, in its order
 * @param analysis what came of the last iteration
 */
public record ObservedStatus(
        Optional<String> stage,
        int completedIterations,
        boolean completed,
        boolean failed,
        Optional<String> recommended,
        List<Read> metrics,
        Analysis analysis) {
    /** Copies. */
    public ObservedStatus {
        metrics = List.copyOf(metrics);
    }

    /**
     * A metric that is read.
     *
     * @param name as the experiment refers to it
     * @param units if it has any
     */
    public record Read(String name, Optional<String> units) {}

    /**
     * What came of an iteration; each part may be missing.
     *
     * @param winner whether there is one, and which
     * @param satisfied for each version and objective whether it is satisfied, in the order of the objectives
     * @param values by metric and version
     */
    public record Analysis(
            Optional<Winner> winner,
            Optional<Map<String, List<Boolean>>> satisfied,
            Optional<Map<String, Map<String, BigDecimal>>> values) {
        /** Copies. */
        public Analysis {
            satisfied = satisfied.map(Map::copyOf);
            values = values.map(Map::copyOf);
        }

        /** The value of a metric for a version, if it has one. */
        public Optional<BigDecimal> value(String metric, String version) {
            return values.map(all -> all.get(metric)).map(byVersion -> byVersion.get(version));
        }

        /** Whether a version satisfies an objective, if that is known. */
        public Optional<Boolean> satisfies(String version, int objective) {
            return satisfied
                    .map(all -> all.get(version))
                    .filter(each -> objective < each.size())
                    .map(each -> each.get(objective));
        }
    }

    /**
     * Whether there is a winner.
     *
     * @param version which; empty if there is none
     */
    public record Winner(Optional<String> version) {}
}
