package io.mirrorexperiment.bench;

import io.mirrorexperiment.experiment.Verdict;

/** What the evidence of a lane decides: a rollback first. */
enum Decision {
    PROMOTE(Verdict.CONFORMS),
    ROLL_BACK(Verdict.VIOLATES),
    GO_ON(Verdict.UNDECIDED);

    private final Verdict verdict;

    Decision(Verdict verdict) {
        this.verdict = verdict;
    }

    static Decision of(Lane lane) {
        if (lane.rollback() >= Bound.ROLLBACK) {
            return ROLL_BACK;
        }
        return lane.promotion() >= Bound.PROMOTION ? PROMOTE : GO_ON;
    }

    Verdict verdict() {
        return verdict;
    }
}
