package io.mirrorexperiment.bench;

import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a whole run came to.
 *
 * @param requests of the dark version that were judged
 * @param traffic from the look at the end of warm-up to the look that decided; none where there was no look
 * @param whole from the beginning of the run to the verdict
 */
record Played(Verdict verdict, long requests, Duration traffic, Duration whole) {
    static Played of(Journal journal) {
        List<Entry.Iterated> looks = journal.all(Entry.Iterated.class).toList();
        Entry.Judged judged = journal.last(Entry.Judged.class).orElseThrow();
        Instant begun = journal.last(Entry.Planned.class).orElseThrow().at();
        Duration whole = Duration.between(begun, judged.at());
        if (looks.isEmpty()) {
            return new Played(judged.verdict(), 0, Duration.ZERO, whole);
        }
        Entry.Iterated last = looks.get(looks.size() - 1);
        return new Played(
                judged.verdict(), last.dark().requests(), Duration.between(warm(journal, looks), last.at()), whole);
    }

    private static Instant warm(Journal journal, List<Entry.Iterated> looks) {
        return looks.stream()
                .filter(Entry.Iterated::warmUp)
                .map(Entry.Iterated::at)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> journal.last(Entry.Flowing.class).orElseThrow().at());
    }
}
