package io.mirrorexperiment.stats;

/**
 * Evidence on a rate, as the natural logarithm of odds: how much likelier what was seen is if the rate keeps (or breaks) its limit
 * than if it is exactly there.
 *
 * <p>{@code n} requests, {@code S} of them bad, limit {@code p}: {@code E = Σ w rˢ / (1 + p(r−1))ⁿ}. Every summand is the
 * likelihood ratio of the rate with odds {@code r·p/(1−p)} against {@code p}, and a betting martingale at {@code p}. By Ville's
 * inequality the chance that {@code E} ever reaches {@code 1/α} is at most {@code α}, however often one looks, as long as the mean
 * rate so far is on the wrong side of the limit; the requests need not be alike.
 *
 * <p>Counts are doubles so that both can be divided by a burst factor, which keeps the bound (Jensen's inequality). Pure.
 */
public final class RateEvidence {
    private RateEvidence() {}

    /**
     * Against "the rate is at least the limit".
     *
     * @param requests at least 0
     * @param bad from 0 to {@code requests}
     * @param limit from 0 to 1
     */
    public static double promotion(double requests, double bad, double limit) {
        check(requests, bad, limit);
        return Bets.RATE_PROMOTION.together(Bets.RATE_PROMOTION.each(odds -> log(requests, bad, limit, odds)));
    }

    /** Against "the rate is at most the limit", without restarts; what bounds are made of. */
    public static double rollback(double requests, double bad, double limit) {
        return Bets.RATE_ROLLBACK.together(rollbackSteps(requests, bad, limit));
    }

    /** What one look adds to a {@link RollbackStream} of {@link Bets#RATE_ROLLBACK}. */
    public static double[] rollbackSteps(double requests, double bad, double limit) {
        check(requests, bad, limit);
        return Bets.RATE_ROLLBACK.each(odds -> log(requests, bad, limit, odds));
    }

    private static double log(double requests, double bad, double limit, double odds) {
        return bad * Math.log(odds) - requests * Math.log1p(limit * (odds - 1));
    }

    private static void check(double requests, double bad, double limit) {
        if (!(bad >= 0 && requests >= bad && requests < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no share of a whole: " + bad + " of " + requests);
        }
        if (!(limit >= 0 && limit <= 1)) {
            throw new IllegalArgumentException("the limit of a rate lies between 0 and 1: " + limit);
        }
    }
}
