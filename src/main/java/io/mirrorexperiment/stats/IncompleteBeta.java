package io.mirrorexperiment.stats;

/**
 * The regularised incomplete beta function of whole numbers, in log space.
 *
 * <p>{@code I_x(a, b) = x^a y^b / B(a, b) · F} with {@code y = 1−x} and the continued fraction {@code F = α₁/(β₁ + α₂/(β₂ + …))} of A. R.
 * DiDonato and A. H. Morris, "Algorithm 708", ACM TOMS 18 (1992), equation 9: {@code α₁ = 1} and
 *
 * <pre>
 * αₙ₊₁ = (a+n−1)(a+b+n−1) n (b−n) x² / (a+2n−1)²
 * βₙ₊₁ = n + n(b−n)x / (a+2n−1) + (a+n)(ay − bx + 1 + n(1+y)) / (a+2n+1)
 * </pre>
 *
 * evaluated by the modified Lentz method (Press et al., Numerical Recipes, section 5.2). For {@code x ≤ a/(a+b)} no difference of nearly
 * equal numbers occurs in it; elsewhere {@code I_x(a, b) = 1 − I_y(b, a)} leads there. It needs about {@code √max(a, b)} steps.
 */
final class IncompleteBeta {
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-15;
    private static final int STEPS = 1_000_000;

    private IncompleteBeta() {}

    /**
     * The natural logarithm of {@code I_x(a, b)}.
     *
     * @param a at least 1
     * @param b at least 1
     * @param x from 0 to 1
     * @param y {@code 1 − x}, given apart because it may be known more exactly
     */
    static double log(long a, long b, double x, double y) {
        if (x <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (y <= 0) {
            return 0;
        }
        return a * y >= b * x ? logNearZero(a, b, x, y) : logOfRest(logNearZero(b, a, y, x));
    }

    private static double logNearZero(long a, long b, double x, double y) {
        double first = (double) a;
        double second = (double) b;
        double logFront = LogBinomial.density(a, a + b, x, y) + Math.log(first * second / (first + second));
        return Math.min(0, logFront - Math.log(denominator(first, second, x, y)));
    }

    /** {@code ln(1 − e^log)} without loss near either end. */
    private static double logOfRest(double log) {
        return log > -Math.log(2) ? Math.log(-Math.expm1(log)) : Math.log1p(-Math.exp(log));
    }

    /** {@code 1/F}. */
    private static double denominator(double a, double b, double x, double y) {
        double value = awayFromZero(a * (a * y - b * x + 1) / (a + 1));
        double c = value;
        double d = 0;
        for (int n = 1; n <= STEPS; n++) {
            double odd = a + 2.0 * n - 1;
            double alpha = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
            double beta = n + n * (b - n) * x / odd + (a + n) * (a * y - b * x + 1 + n * (1 + y)) / (odd + 2);
            d = 1 / awayFromZero(beta + alpha * d);
            c = awayFromZero(beta + alpha / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < PRECISION) {
                return value;
            }
        }
        throw new ArithmeticException(
                "the incomplete beta function did not converge for a=" + a + ", b=" + b + ", x=" + x);
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
