package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;

/** What one look at a step of a promotion saw, on one line. */
final class WatchSentence {
    private WatchSentence() {}

    static Row of(Entry.Watched watched, Journal journal) {
        Row row = Row.of("at " + watched.percent() + " %: old "
                + Numbers.count(watched.live().requests()) + ", promoted "
                + Numbers.count(watched.dark().requests()));
        for (Standing standing : Standing.of(journal.experiment(), watched.assessments())) {
            row = standing.assessment().isPresent() ? row.plus("; ").plus(standing.inShort()) : row;
        }
        return watched.trouble().isEmpty()
                ? row
                : row.plus("; ").plus(Tone.DOUBT, "trouble: " + String.join("; ", watched.trouble()));
    }
}
