package io.mirrorexperiment.stats;

import java.util.function.DoublePredicate;

/**
 * Bounds of a rate that hold at all looks at once: the limits that the evidence has just not decided about. Found by bisection; of
 * the last two neighbouring numbers the outer one is returned. Pure.
 */
public final class RateBounds {
    private RateBounds() {}

    /**
     * The rate is at most this, but for a chance of {@code alpha}.
     *
     * @param requests at least 0
     * @param bad from 0 to {@code requests}
     * @param alpha over 0 and under 1
     * @return 1 where nothing is known
     */
    public static double upper(double requests, double bad, double alpha) {
        double enough = Odds.needed(alpha);
        DoublePredicate shown = limit -> RateEvidence.promotion(requests, bad, limit) >= enough;
        return requests == 0 || bad >= requests || !shown.test(1) ? 1 : bisect(shown.negate())[1];
    }

    /**
     * The rate is at least this, but for a chance of {@code beta}.
     *
     * @param requests at least 0
     * @param bad from 0 to {@code requests}
     * @param beta over 0 and under 1
     * @return 0 where nothing is known
     */
    public static double lower(double requests, double bad, double beta) {
        double enough = Odds.needed(beta);
        DoublePredicate shown = limit -> RateEvidence.rollback(requests, bad, limit) >= enough;
        return bad == 0 || !shown.test(0) ? 0 : bisect(shown)[0];
    }

    /** Halves [0, 1] until no number lies between the ends; {@code below} holds at the low end and not at the high one. */
    private static double[] bisect(DoublePredicate below) {
        double low = 0;
        double high = 1;
        for (double middle = 0.5; middle > low && middle < high; middle = low + (high - low) / 2) {
            if (below.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new double[] {low, high};
    }
}
