package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;

/**
 * Which look it is.
 *
 * @param early whether it is between two ticks, and has the number of the one before
 * @param warmUp whether its evidence is dropped
 */
record Turn(Before before, int tick, boolean early, boolean warmUp) {
    private static final MirrorProof NOTHING =
            new MirrorProof(MirrorProof.Standing.NOTHING_YET, 0, 0, 0, "no request yet on either side");

    static Turn of(Journal journal, Cadence cadence, int tick) {
        Before before = Before.of(journal);
        boolean early = tick == before.tick();
        return new Turn(before, tick, early, (!early && tick <= cadence.warmUp()) || before.unsettled());
    }

    /** What the tick before left behind. */
    record Before(Look look, Totals live, Totals dark, MirrorProof proof, boolean unsettled, Ledger ledger, int tick) {
        static Before of(Journal journal) {
            return journal.last(Entry.Iterated.class)
                    .map(last -> new Before(
                            last.look().orElseThrow(),
                            last.live(),
                            last.dark(),
                            last.proof(),
                            last.warmUp() && !last.trouble().isEmpty(),
                            last.ledger().orElse(Ledger.EMPTY),
                            last.tick()))
                    .orElseGet(() -> first(journal.last(Entry.Flowing.class).orElseThrow()));
        }

        /** Until copies flowed, live requests may have passed proxies that had not heard of the mirror yet: they prove nothing. */
        private static Before first(Entry.Flowing flowing) {
            return new Before(flowing.look(), Totals.NONE, Totals.NONE, NOTHING, false, Ledger.EMPTY, 0);
        }
    }
}
