package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.Arrays;

/** The arithmetic mean as Prometheus 3 rounds it (promql/engine.go and functions.go, funcAvgOverTime). */
final class Means {
    private Means() {}

    /** The mean of at least one value; from where on the sum would overflow, the mean is carried instead. */
    static double of(double[] values) {
        CarefulSum sum = new CarefulSum(values[0], 0);
        for (int count = 1; count < values.length; count++) {
            CarefulSum next = sum.plus(values[count]);
            if (Double.isInfinite(next.sum())) {
                CarefulSum mean = new CarefulSum(sum.sum() / count, sum.lost() / count);
                return carried(mean, count, Arrays.copyOfRange(values, count, values.length));
            }
            sum = next;
        }
        return sum.sum() / values.length + sum.lost() / values.length;
    }

    private static double carried(CarefulSum start, int behind, double[] values) {
        CarefulSum mean = start;
        double count = behind;
        for (double value : values) {
            count++;
            mean = mean.times((count - 1) / count).plus(value / count);
        }
        return mean.total();
    }
}
