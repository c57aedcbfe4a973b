package io.mirrorexperiment.stats;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * How many requests a decision will take. The numbers are about the mean (0.85 to 1.1 times it, and a look more); 19 of
 * 20 runs are done by {@link #LATE_PROMOTION} or {@link #LATE_ROLLBACK} times as many. Pure.
 */
public final class SampleSize {
    /** Factor by which 19 of 20 promotions have come. */
    public static final double LATE_PROMOTION = 2.3;

    /** Factor by which 19 of 20 rollbacks have come. */
    public static final double LATE_ROLLBACK = 2.8;

    private static final double ENDLESS = 1e18;

    private SampleSize() {}

    /**
     * Requests until a promotion.
     *
     * @param limit of the rate, over 0 and under 1
     * @param ratio true rate over the limit, from 0
     * @param alpha chance of a false promotion
     * @return empty if it never comes: too close to the limit, or beyond it
     */
    public static OptionalDouble promotion(double limit, double ratio, double alpha) {
        return requests(limit, ratio, Odds.needed(alpha), Bets.RATE_PROMOTION);
    }

    /**
     * Requests until a rollback, likewise.
     *
     * @param ratio true rate over the limit; at most {@code 1/limit}
     * @param beta chance of a false rollback
     */
    public static OptionalDouble rollback(double limit, double ratio, double beta) {
        return requests(limit, ratio, Odds.needed(beta), Bets.RATE_ROLLBACK);
    }

    /**
     * The least number of error-free requests with which any rule whatsoever can promise {@code alpha}: {@code ln α / ln(1 − limit)},
     * rounded up.
     */
    public static long floor(double limit, double alpha) {
        return (long) Math.ceil(-Odds.needed(alpha) / Math.log1p(-limit));
    }

    /**
     * Requests until a promotion on a capped mean, at the best: if all latencies are alike. Where they spread, and by what a histogram
     * leaves open, it takes more (the evidence of one request is concave in its latency, so Jensen's inequality holds).
     *
     * @param limit over 0
     * @param ratio true mean over the limit, from 0
     * @param cap over the limit
     * @param alpha chance of a false promotion
     * @return empty if it never comes
     */
    public static OptionalDouble promotionOfMean(double limit, double ratio, double cap, double alpha) {
        if (!(limit > 0 && cap > limit && ratio >= 0 && ratio * limit <= cap)) {
            throw new IllegalArgumentException("no mean: " + ratio + " times " + limit + " of at most " + cap);
        }
        double[] slopes = Bets.MEAN_PROMOTION.each(bet -> Math.log1p(bet / (cap - limit) * limit * (1 - ratio)));
        return crossing(Odds.needed(alpha), requests -> Bets.MEAN_PROMOTION.together(scaled(slopes, requests)));
    }

    /**
     * Pairs until a promotion on the difference of two error rates, at the best: if as many failures as possible are shared.
     *
     * @param allowance from 0, under 1
     * @param dark error rate of the dark version
     * @param live error rate of the live version
     * @param alpha chance of a false promotion
     * @return empty if it never comes
     */
    public static OptionalDouble promotionOfPairs(double allowance, double dark, double live, double alpha) {
        double darkOnly = Math.max(0, dark - live);
        double liveOnly = Math.max(0, live - dark);
        double alike = 1 - darkOnly - liveOnly;
        return crossing(
                Odds.needed(alpha),
                pairs -> PairedEvidence.promotion(pairs * darkOnly, pairs * liveOnly, pairs * alike, allowance));
    }

    /**
     * Requests of the dark version until a promotion on the difference of two error rates, from the counters of both sides.
     *
     * @param allowance from 0, under 1
     * @param dark error rate of the dark version
     * @param live error rate of the live version
     * @param share requests of the dark version over those of the live one, over 0
     * @param alpha chance of a false promotion
     * @return empty if it never comes
     */
    public static OptionalDouble promotionOfSides(
            double allowance, double dark, double live, double share, double alpha) {
        return crossing(
                Odds.needed(alpha),
                requests -> UnpairedEvidence.promotion(
                        requests, requests * dark, requests / share, requests / share * live, allowance));
    }

    private static OptionalDouble requests(double limit, double ratio, double enough, Bets bets) {
        if (!(limit > 0 && limit < 1 && ratio >= 0 && limit * ratio <= 1 + 1e-9)) {
            throw new IllegalArgumentException("no rate: " + ratio + " times " + limit);
        }
        double[] slopes = bets.each(odds -> ratio * limit * Math.log(odds) - Math.log1p(limit * (odds - 1)));
        return crossing(enough, requests -> bets.together(scaled(slopes, requests)));
    }

    private static double[] scaled(double[] slopes, double requests) {
        double[] logs = slopes.clone();
        for (int k = 0; k < logs.length; k++) {
            logs[k] *= requests;
        }
        return logs;
    }

    /** Where a function that is 0 at 0, and once it rises goes on rising, reaches {@code enough}; empty if it does not. */
    private static OptionalDouble crossing(double enough, DoubleUnaryOperator evidence) {
        double high = 1;
        while (evidence.applyAsDouble(high) < enough) {
            high *= 2;
            if (high > ENDLESS) {
                return OptionalDouble.empty();
            }
        }
        double low = 0;
        for (double middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2) {
            if (evidence.applyAsDouble(middle) < enough) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(high);
    }
}
