package io.mirrorexperiment.sandbox.prometheus.promql;

/** Powers as Go's {@code math.Pow} has them. */
final class Powers {
    private Powers() {}

    /** Java has NaN for {@code 1 ^ NaN} and {@code ±1 ^ ±Inf}; Go, like C, has 1. */
    static double pow(double base, double exponent) {
        boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
        return one ? 1 : Math.pow(base, exponent);
    }
}
