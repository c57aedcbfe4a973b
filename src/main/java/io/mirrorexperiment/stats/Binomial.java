package io.mirrorexperiment.stats;

import java.util.function.DoublePredicate;

/**
 * Exact tails and Clopper–Pearson bounds of a binomial share.
 *
 * <p>With {@code I} the regularised incomplete beta function, {@code P(X ≥ k) = I_p(k, n−k+1)} for {@code k ≥ 1} (NIST DLMF
 * 8.17.5). The lower bound at one-sided error α is the {@code p} with {@code P(X ≥ k) = α}, the upper bound the {@code p} with
 * {@code P(X ≤ k) = α} (Clopper and Pearson, Biometrika 26, 1934). Both are found by bisection, and of the last two neighbouring
 * numbers the outer one is returned, so that rounding never makes a bound too narrow.
 *
 * <p>All functions are pure. Counts may be as large as 10⁹; a bound then takes some tens of milliseconds. Arguments out of range,
 * NaN among them, are bugs of the caller and refused with {@link IllegalArgumentException}.
 */
public final class Binomial {
    private Binomial() {}

    /**
     * The lower Clopper–Pearson bound of a share.
     *
     * @param k successes seen, from 0 to {@code n}
     * @param n trials, at least 0
     * @param alpha chance that the true share lies below the bound is at most this; over 0 and under 1
     * @return 0 for {@code k = 0}, {@code α^(1/n)} for {@code k = n}
     */
    public static double lower(long k, long n, double alpha) {
        checkCounts(k, n);
        checkAlpha(alpha);
        if (k == 0) {
            return 0;
        }
        double logAlpha = Math.log(alpha);
        return k == n
                ? Math.exp(logAlpha / n)
                : bisect(p -> IncompleteBeta.log(k, n - k + 1, p, 1 - p) <= logAlpha)
                        .low();
    }

    /**
     * The upper Clopper–Pearson bound of a share.
     *
     * @param k successes seen, from 0 to {@code n}
     * @param n trials, at least 0
     * @param alpha chance that the true share lies above the bound is at most this; over 0 and under 1
     * @return 1 for {@code k = n}, {@code 1 − α^(1/n)} for {@code k = 0}
     */
    public static double upper(long k, long n, double alpha) {
        checkCounts(k, n);
        checkAlpha(alpha);
        if (k == n) {
            return 1;
        }
        double logAlpha = Math.log(alpha);
        return k == 0
                ? -Math.expm1(logAlpha / n)
                : bisect(p -> IncompleteBeta.log(n - k, k + 1, 1 - p, p) > logAlpha)
                        .high();
    }

    /**
     * The natural logarithm of the chance of at most {@code k} successes.
     *
     * @param k any whole number; {@code −∞} is returned below 0, and 0 from {@code n} on
     * @param n trials, at least 0
     * @param p chance of each success, from 0 to 1
     */
    public static double logAtMost(long k, long n, double p) {
        checkTrials(n);
        checkChance(p);
        if (k >= n) {
            return 0;
        }
        return k < 0 ? Double.NEGATIVE_INFINITY : IncompleteBeta.log(n - k, k + 1, 1 - p, p);
    }

    /**
     * The natural logarithm of the chance of at least {@code k} successes.
     *
     * @param k any whole number; 0 is returned up to 0, and {@code −∞} beyond {@code n}
     * @param n trials, at least 0
     * @param p chance of each success, from 0 to 1
     */
    public static double logAtLeast(long k, long n, double p) {
        checkTrials(n);
        checkChance(p);
        if (k <= 0) {
            return 0;
        }
        return k > n ? Double.NEGATIVE_INFINITY : IncompleteBeta.log(k, n - k + 1, p, 1 - p);
    }

    /**
     * The natural logarithm of the chance {@code (1−p)^n} that nothing happens in {@code n} trials.
     *
     * @param n trials, at least 0
     * @param p chance of each, from 0 to 1
     */
    public static double logProbabilityOfNone(long n, double p) {
        checkTrials(n);
        checkChance(p);
        return n == 0 ? 0 : n * Math.log1p(-p);
    }

    private record Bracket(double low, double high) {}

    /** Halves [0, 1] until no number lies between the ends; {@code below} holds at the low end and not at the high one. */
    private static Bracket bisect(DoublePredicate below) {
        double low = 0;
        double high = 1;
        for (double middle = 0.5; middle > low && middle < high; middle = low + (high - low) / 2) {
            if (below.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Bracket(low, high);
    }

    private static void checkCounts(long k, long n) {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException("no share of a whole: " + k + " of " + n);
        }
    }

    private static void checkTrials(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("a number of trials is not negative: " + n);
        }
    }

    private static void checkChance(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a chance lies between 0 and 1: " + p);
        }
    }

    private static void checkAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("an error probability lies strictly between 0 and 1: " + alpha);
        }
    }
}
