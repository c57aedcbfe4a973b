package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Journal;
import java.time.Instant;

/**
 * Where a run stands after all that was due has been done.
 *
 * @param journal the newest
 * @param move a rest or the finish; never something to do
 * @param words what is waited for, with the other side's own reason where there is one; empty at the finish
 */
public record Standing(Journal journal, Move move, String words) {
    /** Whether the run is over. */
    public boolean finished() {
        return move instanceof Move.Finish;
    }

    /** When to advance again; the run's end has no such time. */
    public Instant next() {
        return move instanceof Move.Rest rest ? rest.until() : Instant.MAX;
    }
}
