package io.mirrorexperiment.stats;

/**
 * The logarithm of the binomial density by C. Loader's saddle-point expansion ("Fast and accurate computation of binomial
 * probabilities", 2000), which keeps its digits where a difference of log-gamma values of large numbers would lose them.
 */
final class LogBinomial {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private LogBinomial() {}

    /**
     * {@code ln( C(n, k) p^k q^(n−k) )}.
     *
     * @param k over 0 and under {@code n}
     * @param p over 0 and under 1
     * @param q {@code 1 − p}
     */
    static double density(long k, long n, double p, double q) {
        double all = (double) n;
        double hits = (double) k;
        double rest = (double) (n - k);
        double saddle = stirlingError(n)
                - stirlingError(k)
                - stirlingError(n - k)
                - deviance(hits, all * p)
                - deviance(rest, all * q);
        return saddle + 0.5 * (Math.log(all / hits) - Math.log(rest)) - HALF_LOG_TWO_PI;
    }

    /** {@code ln n! − ( (n+½) ln n − n + ½ ln 2π )}. */
    private static double stirlingError(long n) {
        if (n <= 15) {
            return Math.log(factorial(n)) - ((n + 0.5) * Math.log((double) n) - n + HALF_LOG_TWO_PI);
        }
        double square = (double) n * n;
        return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square) / square) / square)
                / n;
    }

    /** Exact in a double up to 15. */
    private static double factorial(long n) {
        double product = 1;
        for (long factor = 2; factor <= n; factor++) {
            product *= factor;
        }
        return product;
    }

    /** {@code x ln(x/mean) + mean − x}, by its series where the two are close. */
    private static double deviance(double x, double mean) {
        double ratio = (x - mean) / (x + mean);
        if (Math.abs(ratio) >= 0.1) {
            return x * Math.log(x / mean) + mean - x;
        }
        double sum = (x - mean) * ratio;
        double term = 2 * x * ratio;
        for (int j = 3; ; j += 2) {
            term *= ratio * ratio;
            double next = sum + term / j;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }
}
