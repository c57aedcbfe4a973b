package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a run stands after all that was due has been done.
 *
 * @param journal the newest
 * @param move a rest or the finish; never something to do
 * @param words what is waited for, with the other side's own reason where there is one; empty at the finish
 * @param commit what has to be committed before the run goes on; empty where it waits for something else
 */
public record Standing(Journal journal, Move move, String words, Optional<Commit> commit) {
    /** One that waits for no commit. */
    public Standing(Journal journal, Move move, String words) {
        this(journal, move, words, Optional.empty());
    }

    /** Whether the run is over. */
    public boolean finished() {
        return move instanceof Move.Finish;
    }

    /** When to advance again; the run's end has no such time. */
    public Instant next() {
        return move instanceof Move.Rest rest ? rest.until() : Instant.MAX;
    }
}
