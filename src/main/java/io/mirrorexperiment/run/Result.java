package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.run.Move.Wait;
import java.util.List;

/** What came of a deed. */
sealed interface Result {
    /** Done; this has happened. */
    record Done(List<Entry> entries) implements Result {
        static Done with(Entry... entries) {
            return new Done(List.of(entries));
        }
    }

    /** It is coming about; look again soon. Nothing is written down. */
    record NotYet(Wait why, String words) implements Result {}

    /** It must not be done: somebody else has gone on, or has taken the route or the claim. */
    record Barred(String because) implements Result {}
}
