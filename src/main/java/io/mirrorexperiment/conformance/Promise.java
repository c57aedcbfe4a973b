package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.stats.Odds;
import io.mirrorexperiment.stats.RollbackStream;

/**
 * What the sequential rule promises, and how.
 *
 * @param falsePromotion chance of promoting a violating version, whatever the number of looks; over 0 and under 1
 * @param falseRollback chance of rolling a conforming version back, likewise
 * @param tolerance share of the limit by which a promoted version may be worse
 * @param burst at least 1; all counts are divided by it
 * @param firstStart stake of the evidence that is never started anew; over 0, at most 1
 * @param leastLooks looks with requests before a promotion
 */
public record Promise(
        double falsePromotion,
        double falseRollback,
        double tolerance,
        double burst,
        double firstStart,
        int leastLooks) {
    /** Looks before a promotion, where nothing else is asked for. */
    public static final int LEAST_LOOKS = 3;

    /** What a report takes for granted where a spec says nothing of errors: 1 % and 5 %. */
    public static final Promise USUAL = new Promise(.01, .05, 0, 1, RollbackStream.FIRST_START, LEAST_LOOKS);

    /** The promise of an experiment. */
    public static Promise of(Decision decision) {
        return new Promise(
                decision.falsePromotion(),
                decision.falseRollback(),
                decision.tolerance(),
                decision.burstFactor(),
                RollbackStream.FIRST_START,
                LEAST_LOOKS);
    }

    double promotionNeeds() {
        return Odds.needed(falsePromotion);
    }

    double rollbackNeeds() {
        return Odds.needed(falseRollback);
    }

    /** How sure a promotion is, as in {@code 99 %}. */
    String sureOfPromotion() {
        return Words.percent(1 - falsePromotion);
    }

    /** How sure a rollback is, as in {@code 95 %}. */
    String sureOfRollback() {
        return Words.percent(1 - falseRollback);
    }

    /** The limit that promotion is tested at. */
    double eased(double limit) {
        return limit * (1 + tolerance);
    }

    double thinned(long count) {
        return count / burst;
    }

    double[] thinned(double[] logs) {
        double[] thin = logs.clone();
        for (int k = 0; k < thin.length; k++) {
            thin[k] /= burst;
        }
        return thin;
    }
}
