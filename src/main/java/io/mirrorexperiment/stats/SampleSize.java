package io.mirrorexperiment.stats;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * How many requests a decision about a rate will take. The numbers are about the mean (0.85 to 1.1 times it, and a look more); 19 of
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

    /** Where a convex function that is 0 at 0 reaches {@code enough}; empty if it does not. */
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
