package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a journal was told to somebody. Entries are known by their kind and time: old looks go to make room, so their places change.
 */
final class Marker {
    /** What was told by a leader that died is told once more if it is not older than this. */
    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    private @Nullable Entry last;

    /** Entries that come after it. */
    List<Entry> since(Journal journal, Instant now) {
        List<Entry> entries = journal.entries();
        Entry told = last;
        return told == null
                ? entries.stream()
                        .filter(entry -> entry.at().isAfter(now.minus(CATCH_UP)))
                        .toList()
                : entries.subList(after(told, entries), entries.size());
    }

    private static int after(Entry told, List<Entry> entries) {
        for (int index = entries.size(); index > 0; index--) {
            Entry entry = entries.get(index - 1);
            if (entry.at().equals(told.at()) && entry.getClass() == told.getClass()) {
                return index;
            }
        }
        return 0;
    }

    void moveTo(Entry told) {
        last = told.bare();
    }

    void reset() {
        last = null;
    }
}
