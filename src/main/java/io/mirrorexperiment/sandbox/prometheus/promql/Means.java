package io.mirrorexperiment.sandbox.prometheus.promql;

/** The arithmetic mean as Prometheus rounds it (promql/engine.go and functions.go). */
final class Means {
    private Means() {}

    /** The mean of at least one value; where the sum would overflow, the mean is carried instead. */
    static double of(double[] values) {
        CarefulSum sum = new CarefulSum();
        for (double value : values) {
            sum.add(value);
        }
        return Double.isInfinite(sum.total()) ? carried(values) : sum.mean(values.length);
    }

    private static double carried(double[] values) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            boolean settled = Double.isInfinite(mean) && (Double.isNaN(values[i]) || mean != -values[i]);
            mean = settled && !Double.isNaN(values[i]) ? mean : mean * (i / (i + 1.0)) + values[i] / (i + 1.0);
        }
        return mean;
    }
}
