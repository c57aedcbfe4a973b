package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.stats.Odds;
import io.mirrorexperiment.stats.RateEvidence;
import io.mirrorexperiment.stats.UnpairedEvidence;

/**
 * An error rate relative to live, from the counters of both sides. The evidence is the least over all live rates; where it does not
 * suffice at the true one, which only a benchmark knows, it does not suffice at all, and the search for the least is spared.
 */
final class SidesLane implements Lane {
    private final double allowance;
    private final double truth;
    private final double needed;
    private double dark;
    private double darkBad;
    private double live;
    private double liveBad;

    /**
     * Relative to a live rate.
     *
     * @param truth the live rate
     * @param needed odds that decide about the easier decision, as a natural logarithm
     */
    SidesLane(double allowance, double truth, double needed) {
        this.allowance = allowance;
        this.truth = truth;
        this.needed = needed;
    }

    @Override
    public void look(Seen step) {
        dark += step.dark().requests();
        darkBad += step.dark().bad();
        live += step.live().requests();
        liveBad += step.live().bad();
    }

    @Override
    public double promotion() {
        double most = Odds.mean(
                RateEvidence.promotion(dark, darkBad, truth + allowance), RateEvidence.rollback(live, liveBad, truth));
        return most < needed ? most : UnpairedEvidence.promotion(dark, darkBad, live, liveBad, allowance);
    }

    @Override
    public double rollback() {
        double most = Odds.mean(
                RateEvidence.rollback(dark, darkBad, truth + allowance), RateEvidence.promotion(live, liveBad, truth));
        return most < needed ? most : UnpairedEvidence.rollback(dark, darkBad, live, liveBad, allowance);
    }
}
