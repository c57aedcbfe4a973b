package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.run.Move.Wait;
import java.util.List;
import java.util.Optional;

/** What came of a deed. */
sealed interface Result {
    /** Done; this has happened. */
    record Done(List<Entry> entries) implements Result {
        static Done with(Entry... entries) {
            return new Done(List.of(entries));
        }
    }

    /** It is coming about, once somebody commits what may be here; look again soon. Nothing is written down. */
    record NotYet(Wait why, String words, Optional<Commit> commit) implements Result {
        NotYet(Wait why, String words) {
            this(why, words, Optional.empty());
        }
    }

    /** It must not be done: somebody else has gone on, or has taken the route or the claim. */
    record Barred(String because) implements Result {}
}
