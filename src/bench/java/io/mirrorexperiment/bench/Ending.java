package io.mirrorexperiment.bench;

import io.mirrorexperiment.experiment.Verdict;

/**
 * How a gate decided.
 *
 * @param verdict {@code INCONCLUSIVE} where it did not
 * @param seconds of traffic until then
 */
record Ending(Verdict verdict, int seconds) {
    static Ending promoted(int seconds) {
        return new Ending(Verdict.CONFORMS, seconds);
    }

    static Ending rolledBack(int seconds) {
        return new Ending(Verdict.VIOLATES, seconds);
    }
}
