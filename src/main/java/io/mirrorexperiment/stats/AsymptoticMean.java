package io.mirrorexperiment.stats;

/**
 * An asymptotic confidence sequence of a mean (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, arXiv 2103.06476, one-sided). With
 * heavy tails it is wrong far more often than its level says, because the first requests show no tail: for showing only, labelled
 * "asymptotic", never for a decision. Pure.
 */
public final class AsymptoticMean {
    private AsymptoticMean() {}

    /**
     * How far the mean may lie from the sample's.
     *
     * @param n sample size, at least 1
     * @param variance of the sample
     * @param level chance of an error on one side
     * @param tightest the sample size at which the bound is to be tightest
     */
    public static double radius(double n, double variance, double level, double tightest) {
        double needed = 2 * Odds.needed(level);
        double rho = (needed + Math.log1p(needed)) / tightest;
        double spread = n * rho + 1;
        return Math.sqrt(2 * variance * spread / (n * n * rho) * Math.log1p(Math.sqrt(spread) / (2 * level)));
    }
}
