package io.mirrorexperiment.sandbox.prometheus.promql;

/**
 * A running sum that keeps the digits a plain one would lose: Kahan's summation as improved by Neumaier (1974), as
 * Prometheus sums and averages. Not thread-safe.
 */
final class CarefulSum {
    private double sum;
    private double lost;

    void add(double value) {
        double next = sum + value;
        if (Double.isInfinite(next)) {
            lost = 0;
        } else {
            boolean sumIsLarger = Math.abs(sum) >= Math.abs(value);
            lost += sumIsLarger ? (sum - next) + value : (value - next) + sum;
        }
        sum = next;
    }

    double total() {
        return Double.isInfinite(sum) ? sum : sum + lost;
    }

    /** The mean of that many values: each part divided on its own, as Prometheus rounds. */
    double mean(int count) {
        return Double.isInfinite(sum) ? sum : sum / count + lost / count;
    }
}
