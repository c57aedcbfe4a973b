package io.mirrorexperiment.stats;

/** Sums of numbers that are known by their logarithms only, because they may be too large or too small for a double. */
final class LogSum {
    private LogSum() {}

    /** {@code ln(e^a + e^b + …)}; {@code −∞} of nothing and of nothing but {@code −∞}. */
    static double of(double... logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        if (Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }
}
