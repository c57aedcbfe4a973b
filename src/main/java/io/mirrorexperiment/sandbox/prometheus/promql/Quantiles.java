package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.Arrays;

/** Quantiles of plain values (promql/quantile.go, quantile). */
final class Quantiles {
    private Quantiles() {}

    /** The quantile by linear interpolation between the closest ranks; NaN counts as the smallest value. */
    static double of(double q, double[] values) {
        if (values.length == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double[] sorted = nanFirst(values);
        double rank = q * (sorted.length - 1);
        int lower = (int) Math.floor(rank);
        int upper = Math.min(sorted.length - 1, lower + 1);
        double weight = rank - lower;
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    private static double[] nanFirst(double[] values) {
        double[] numbers = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] sorted = new double[values.length];
        int nans = values.length - numbers.length;
        Arrays.fill(sorted, 0, nans, Double.NaN);
        System.arraycopy(numbers, 0, sorted, nans, numbers.length);
        return sorted;
    }

    static void remarkOn(double q, Expr written, Annotations remarks) {
        if (!(q >= 0 && q <= 1)) {
            remarks.warn(written.span(), "quantile value should be between 0 and 1, got " + GoText.general(q));
        }
    }
}
