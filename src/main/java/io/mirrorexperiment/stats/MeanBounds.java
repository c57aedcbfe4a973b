package io.mirrorexperiment.stats;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * Bounds of a mean latency that hold at all looks at once: the limits that the evidence has just not decided about. All that was counted
 * is taken as one look. That can only weaken the evidence, since the least favourable values of several looks are possible values of
 * their sum too; so the bounds hold, and are at most a little wider than they could be. Pure.
 */
public final class MeanBounds {
    /** Halves any range of latencies down to neighbouring doubles. */
    private static final int STEPS = 200;

    private MeanBounds() {}

    /**
     * The mean of latencies that count as the cap at most is at most this, but for a chance of {@code alpha}.
     *
     * @param cap in milliseconds, over 0
     * @param burst at least 1; the evidence is divided by it
     * @return empty where nothing under the cap is known
     */
    public static OptionalDouble upper(Buckets all, double cap, double alpha, double burst) {
        double enough = Odds.needed(alpha);
        DoublePredicate shown = limit ->
                Bets.MEAN_PROMOTION.together(thinned(MeanEvidence.promotionSteps(all, limit, cap), burst)) >= enough;
        double most = Math.nextDown(cap);
        return shown.test(most) ? OptionalDouble.of(bisect(0, most, shown.negate())[1]) : OptionalDouble.empty();
    }

    /**
     * The mean is at least this, but for a chance of {@code beta}.
     *
     * @param burst at least 1; the evidence is divided by it
     * @return empty where nothing over 0 is known
     */
    public static OptionalDouble lower(Buckets all, double beta, double burst) {
        double enough = Odds.needed(beta);
        DoublePredicate shown =
                limit -> Bets.MEAN_ROLLBACK.together(thinned(MeanEvidence.rollbackSteps(all, limit), burst)) >= enough;
        double most = 1;
        while (shown.test(most) && most < Double.MAX_VALUE / 2) {
            most *= 2;
        }
        double low = bisect(0, most, shown)[0];
        return low > 0 ? OptionalDouble.of(low) : OptionalDouble.empty();
    }

    /** {@code below} holds at the low end and not at the high one; a limit of 0 is never asked about. */
    private static double[] bisect(double from, double to, DoublePredicate below) {
        double low = from;
        double high = to;
        for (int step = 0; step < STEPS; step++) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (below.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new double[] {low, high};
    }

    private static double[] thinned(double[] logs, double burst) {
        double[] thin = logs.clone();
        for (int k = 0; k < thin.length; k++) {
            thin[k] /= burst;
        }
        return thin;
    }
}
