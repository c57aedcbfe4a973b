package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.PairedEvidence;
import io.mirrorexperiment.stats.RollbackStream;

/** An error rate relative to live, from pairs. */
final class PairLane implements Lane {
    private final double allowance;
    private Pairs total = Pairs.NONE;
    private RollbackStream stream = RollbackStream.begun(Bets.RELATIVE, RollbackStream.FIRST_START);

    PairLane(double allowance) {
        this.allowance = allowance;
    }

    @Override
    public void look(Seen step) {
        Pairs pairs = step.pairs();
        total = total.plus(pairs);
        stream = stream.plus(PairedEvidence.rollbackSteps(
                (double) pairs.darkOnly(), (double) pairs.liveOnly(), (double) pairs.alike(), allowance));
    }

    @Override
    public double promotion() {
        return PairedEvidence.promotion(
                (double) total.darkOnly(), (double) total.liveOnly(), (double) total.alike(), allowance);
    }

    @Override
    public double rollback() {
        return stream.logEvidence();
    }
}
