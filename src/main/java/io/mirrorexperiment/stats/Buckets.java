package io.mirrorexperiment.stats;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Latencies known by a histogram and their sum alone. Immutable.
 *
 * <p>For a concave increasing function {@code f} the sum of {@code f} over the latencies is at least what it is in the least
 * favourable placement: within a bucket the chord lies below {@code f}, and the chords of upper buckets are the flattest, so what
 * the sum leaves over lies there.
 */
public final class Buckets {
    private final double[] edges;
    private final long[] counts;
    private final double sum;

    /**
     * One span of time.
     *
     * @param upperEdges ascending, the last one infinite; the first bucket begins at 0
     * @param counts of each bucket alone, not cumulative
     * @param sum of all latencies
     */
    public Buckets(List<Double> upperEdges, List<Long> counts, double sum) {
        if (upperEdges.size() != counts.size() || !(sum >= 0)) {
            throw new IllegalArgumentException(
                    counts.size() + " counts of " + upperEdges.size() + " buckets with the sum " + sum);
        }
        this.edges = upperEdges.stream().mapToDouble(Double::doubleValue).toArray();
        this.counts = counts.stream().mapToLong(Long::longValue).toArray();
        this.sum = sum;
    }

    /** The least sum of {@code f(min(x, cap))}, where {@code f} is concave and falling. */
    double leastCapped(double cap, DoubleUnaryOperator f) {
        double total = 0;
        double rest = sum;
        for (int j = 0; j < counts.length; j++) {
            double from = Math.min(lower(j), cap);
            total += at(counts[j], f, from);
            rest -= counts[j] * from;
        }
        for (int j = counts.length - 1; j >= 0 && rest > 0; j--) {
            double from = Math.min(lower(j), cap);
            double width = Math.min(edges[j], cap) - from;
            if (counts[j] > 0 && width > 0) {
                double moved = Math.min(rest, counts[j] * width);
                total += moved * (f.applyAsDouble(from + width) - f.applyAsDouble(from)) / width;
                rest -= moved;
            }
        }
        return total;
    }

    /** The least sum of {@code f(x)}, where {@code f} is concave and rising: whatever may lie in the open bucket lies there. */
    double least(DoubleUnaryOperator f) {
        double total = 0;
        double rest = sum;
        for (int j = 0; j < counts.length; j++) {
            total += at(counts[j], f, lower(j));
            rest -= counts[j] * lower(j);
        }
        for (int j = counts.length - 1; j >= 0 && rest > 0; j--) {
            if (counts[j] > 0 && Double.isInfinite(edges[j])) {
                return total;
            }
            double width = edges[j] - lower(j);
            double moved = counts[j] == 0 ? 0 : Math.min(rest, counts[j] * width);
            total += moved == 0 ? 0 : moved * (f.applyAsDouble(edges[j]) - f.applyAsDouble(lower(j))) / width;
            rest -= moved;
        }
        return total;
    }

    private static double at(long count, DoubleUnaryOperator f, double x) {
        return count == 0 ? 0 : count * f.applyAsDouble(x);
    }

    private double lower(int j) {
        return j == 0 ? 0 : edges[j - 1];
    }
}
