package io.mirrorexperiment.sandbox.mesh;

import org.assertj.core.api.Condition;

/** The binomial distribution, as far as counting copies needs it. */
final class Binomial {
    private Binomial() {}

    /** The least and the greatest number of successes between which that part of all outcomes lies, tails cut equally. */
    static long[] interval(long tries, double chance, double part) {
        return new long[] {quantile(tries, chance, (1 - part) / 2), quantile(tries, chance, (1 + part) / 2)};
    }

    /** As all but one of ten thousand outcomes are. */
    static Condition<Double> likely(long tries, double chance) {
        long[] range = interval(tries, chance, 0.9999);
        return new Condition<>(
                seen -> seen >= range[0] && seen <= range[1], "from %d to %d of %d", range[0], range[1], tries);
    }

    private static long quantile(long tries, double chance, double part) {
        if (chance >= 1) {
            return tries;
        }
        double log = tries * Math.log1p(-chance);
        double sum = 0;
        for (long successes = 0; successes < tries; successes++) {
            sum += Math.exp(log);
            if (sum >= part) {
                return successes;
            }
            log += Math.log((double) (tries - successes) / (successes + 1)) + Math.log(chance / (1 - chance));
        }
        return tries;
    }
}
