package io.mirrorexperiment.journal;

import java.util.List;
import java.util.Optional;

/**
 * What a process knows of a journal in texts.
 *
 * @param version of the head
 * @param names of the segments; none where the head is the whole journal
 * @param kept the journal in it; empty where it was not read
 * @param tidy whether there are surely no segments but those that the head names
 */
record Known(String version, List<String> names, Optional<Pressed> kept, boolean tidy) {
    Known tidy(boolean now) {
        return new Known(version, names, kept, now);
    }

    /** Empty if nobody is at work on it any more, where it does not last. */
    Optional<Journal> journal() {
        return kept.flatMap(Pressed::journal);
    }
}
