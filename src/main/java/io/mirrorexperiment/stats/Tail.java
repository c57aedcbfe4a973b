package io.mirrorexperiment.stats;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How many latencies exceed a limit, as far as a histogram can tell. "The q-quantile is at most L" is "the share above L is at most
 * 1−q"; between two edges nothing is interpolated: what may exceed the limit counts against promotion, and what may keep it does not
 * count for a rollback. Immutable.
 *
 * @param upperEdges ascending, the last one infinite
 * @param cumulative latencies up to each edge; the last one counts all
 */
public record Tail(List<Double> upperEdges, List<Long> cumulative) {
    /** Copies. */
    public Tail {
        upperEdges = List.copyOf(upperEdges);
        cumulative = List.copyOf(cumulative);
        if (upperEdges.size() != cumulative.size() || upperEdges.isEmpty()) {
            throw new IllegalArgumentException(cumulative.size() + " counts of " + upperEdges.size() + " buckets");
        }
    }

    /** All latencies. */
    public long count() {
        return cumulative.get(cumulative.size() - 1);
    }

    /** Latencies that may exceed the limit: those above the largest edge up to it, all where there is none. */
    public long mayExceed(double limit) {
        long within = 0;
        for (int j = 0; j < upperEdges.size() && upperEdges.get(j) <= limit; j++) {
            within = cumulative.get(j);
        }
        return count() - within;
    }

    /** Latencies that surely exceed the limit: those above the smallest edge from it on. */
    public long surelyExceed(double limit) {
        int j = 0;
        while (upperEdges.get(j) < limit) {
            j++;
        }
        return count() - cumulative.get(j);
    }

    /** The largest finite edge up to the limit; without one nothing can be promoted. */
    public OptionalDouble promotionEdge(double limit) {
        return upperEdges.stream()
                .filter(edge -> edge <= limit && Double.isFinite(edge))
                .mapToDouble(Double::doubleValue)
                .max();
    }

    /** The smallest finite edge from the limit on; without one nothing can be rolled back. */
    public OptionalDouble rollbackEdge(double limit) {
        return upperEdges.stream()
                .filter(edge -> edge >= limit && Double.isFinite(edge))
                .mapToDouble(Double::doubleValue)
                .min();
    }

    /**
     * The quantile is at most this edge, but for a chance of {@code alpha}; empty if no finite edge can be named.
     *
     * @param quantile over 0 and under 1
     * @param burst the burst factor, at least 1
     */
    public OptionalDouble upperBound(double quantile, double alpha, double burst) {
        return upperEdges.stream()
                .filter(Double::isFinite)
                .filter(edge -> count() > 0
                        && RateEvidence.promotion(count() / burst, mayExceed(edge) / burst, 1 - quantile)
                                >= Odds.needed(alpha))
                .mapToDouble(Double::doubleValue)
                .min();
    }

    /**
     * The quantile is over this edge, but for a chance of {@code beta}; empty if no edge can be named.
     *
     * @param quantile over 0 and under 1
     * @param burst the burst factor, at least 1
     */
    public OptionalDouble lowerBound(double quantile, double beta, double burst) {
        return upperEdges.stream()
                .filter(Double::isFinite)
                .filter(edge -> count() > 0
                        && RateEvidence.rollback(count() / burst, surelyExceed(edge) / burst, 1 - quantile)
                                >= Odds.needed(beta))
                .mapToDouble(Double::doubleValue)
                .max();
    }
}
