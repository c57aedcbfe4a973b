package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a run stands after all that was due has been done.
 *
 * @param journal the newest
 * @param move a rest or the finish; never something to do
 * @param detail how far that is which is waited for, in the other side's words; empty where nothing is known of it
 * @param commit what has to be committed before the run goes on; empty where it waits for something else
 */
public record Standing(Journal journal, Move move, String detail, Optional<Commit> commit) {
    /** One that waits for no commit. */
    public Standing(Journal journal, Move move, String detail) {
        this(journal, move, detail, Optional.empty());
    }

    /** What is waited for, and how far that is; empty at the finish. */
    public String words() {
        if (!(move instanceof Move.Rest rest)) {
            return "";
        }
        return detail.isEmpty() ? rest.why().words() : rest.why().words() + ": " + detail;
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
