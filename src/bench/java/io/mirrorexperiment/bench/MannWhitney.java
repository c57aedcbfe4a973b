package io.mirrorexperiment.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The shift between two series by the Mann–Whitney test with its normal approximation, corrected for ties and continuity (Hollander and
 * Wolfe, "Nonparametric Statistical Methods", 1973).
 */
final class MannWhitney {
    private static final int HALVINGS = 50;

    private final double[] one;
    private final double[] other;

    /**
     * Two series.
     *
     * @param one moved by the shift
     * @param other compared with
     */
    MannWhitney(double[] one, double[] other) {
        this.one = one.clone();
        this.other = other.clone();
    }

    /** Whether all values are the same, so that nothing can be said. */
    boolean tied() {
        return both(0).distinct().count() == 1;
    }

    /**
     * The shift at which the statistic falls to a quantile: at 0 the estimate, at a positive one the lower end of an interval.
     *
     * @param quantile of the standard normal distribution
     */
    double shift(double quantile) {
        double low = min(one) - max(other);
        double high = max(one) - min(other);
        if (statistic(low) <= quantile) {
            return low;
        }
        if (statistic(high) >= quantile) {
            return high;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + (high - low) / 2;
            if (statistic(middle) > quantile) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double statistic(double shift) {
        double n = one.length;
        double m = other.length;
        double[] sorted = both(shift).sorted().toArray();
        double ranks = 0;
        for (double value : one) {
            ranks += rank(sorted, value - shift);
        }
        double centred = ranks - n * (n + 1) / 2 - n * m / 2;
        double variance = n * m / 12 * (n + m + 1 - ties(sorted) / ((n + m) * (n + m - 1)));
        return variance == 0 ? 0 : (centred - Math.signum(centred) / 2) / Math.sqrt(variance);
    }

    /** The mean rank of a value that is there, counted from 1. */
    private static double rank(double[] sorted, double value) {
        int first = Arrays.binarySearch(sorted, value);
        int last = first;
        while (first > 0 && sorted[first - 1] == value) {
            first--;
        }
        while (last + 1 < sorted.length && sorted[last + 1] == value) {
            last++;
        }
        return (first + last) / 2.0 + 1;
    }

    /** {@code Σ t³ − t} over groups of {@code t} equal values. */
    private static double ties(double... sorted) {
        double sum = 0;
        int begin = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[begin]) {
                double size = i - begin;
                sum += size * size * size - size;
                begin = i;
            }
        }
        return sum;
    }

    private DoubleStream both(double shift) {
        return DoubleStream.concat(Arrays.stream(one).map(value -> value - shift), Arrays.stream(other));
    }

    private static double min(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
