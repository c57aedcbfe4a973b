package io.mirrorexperiment.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * Evidence on two error rates from the counters of both sides.
 *
 * <p><b>Equal counts</b> of independent requests: a product of bets, one on each side.
 *
 * <p><b>Unequal counts:</b> for every rate {@code m} take the mean of the evidence that the dark rate is below {@code m + allowance}
 * and of the evidence that the live rate is above {@code m}; the least over all {@code m} is the evidence. If the dark mean so far
 * exceeds the live one by the allowance, then with {@code m} the live mean both parts are at most their martingales, which do not
 * depend on {@code m}; so Ville's inequality holds for their mean, whatever the two sides have to do with each other. Where the upper
 * bound of the dark rate at half the error is at most the lower bound of the live one plus the allowance, this evidence suffices,
 * so it is never weaker than the two bounds. The side of the rollback is the mirror image. Pure.
 */
public final class UnpairedEvidence {
    /** Golden-section steps: 0.618^100 of the range is below the distance of neighbouring doubles. */
    private static final int STEPS = 100;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private UnpairedEvidence() {}

    /**
     * Equal counts, against "the dark rate exceeds the live one by at least the allowance".
     *
     * @param requests of each side
     * @param darkBad failed ones of the dark version
     * @param liveBad failed ones of the live version
     * @param allowance from 0, under 1
     */
    public static double promotionOfEqual(double requests, double darkBad, double liveBad, double allowance) {
        return equal(requests, darkBad, liveBad, allowance, -1);
    }

    /** Equal counts, against "the dark rate exceeds the live one by at most the allowance". */
    public static double rollbackOfEqual(double requests, double darkBad, double liveBad, double allowance) {
        return equal(requests, liveBad, darkBad, allowance, 1);
    }

    private static double equal(double requests, double losing, double winning, double allowance, int sign) {
        PairedEvidence.check(allowance);
        return Bets.RELATIVE.together(Bets.RELATIVE.each(bet -> losing * Math.log1p(-bet)
                + winning * Math.log1p(bet / (1 - allowance * bet))
                + sign * requests * Math.log1p(-allowance * bet)));
    }

    /**
     * Unequal counts, against "the dark rate exceeds the live one by at least the allowance".
     *
     * @param dark requests of the dark version
     * @param darkBad failed ones among them
     * @param live requests of the live version
     * @param liveBad failed ones among them
     * @param allowance from 0, under 1
     */
    public static double promotion(double dark, double darkBad, double live, double liveBad, double allowance) {
        PairedEvidence.check(allowance);
        return least(
                1 - allowance,
                rate -> Odds.mean(
                        RateEvidence.promotion(dark, darkBad, Math.min(1, rate + allowance)),
                        RateEvidence.rollback(live, liveBad, rate)));
    }

    /** Unequal counts, against "the dark rate exceeds the live one by at most the allowance". */
    public static double rollback(double dark, double darkBad, double live, double liveBad, double allowance) {
        PairedEvidence.check(allowance);
        return least(
                1,
                rate -> Odds.mean(
                        RateEvidence.rollback(dark, darkBad, Math.min(1, rate + allowance)),
                        RateEvidence.promotion(live, liveBad, rate)));
    }

    /** The least value from 0 to {@code most} of a function that falls and then rises: each part is convex in the rate. */
    private static double least(double most, DoubleUnaryOperator evidence) {
        double low = 0;
        double high = most;
        for (int step = 0; step < STEPS; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (evidence.applyAsDouble(left) <= evidence.applyAsDouble(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.min(
                evidence.applyAsDouble(low + (high - low) / 2),
                Math.min(evidence.applyAsDouble(0), evidence.applyAsDouble(most)));
    }
}
