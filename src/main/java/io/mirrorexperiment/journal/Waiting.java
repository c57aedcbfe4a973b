package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Experiment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A wait for a person's word. Each extension that comes before its end makes it longer by what it was at first. Pure.
 *
 * @param since when the newest entry about it was written
 * @param until when it is over, extensions included
 * @param extended whether it was extended since that entry, so that the claim does not know of it yet
 */
public record Waiting(Instant since, Instant until, boolean extended) {
    /** The newest wait of a kind; empty where there was none. Says nothing of whether somebody has answered. */
    public static <E extends Entry & Entry.Wait> Optional<Waiting> of(Journal journal, Class<E> kind) {
        return journal.last(kind).map(begun -> of(begun, journal));
    }

    static <E extends Entry & Entry.Wait> Waiting of(E begun, Journal journal) {
        List<Entry> entries = journal.entries();
        Instant until = begun.until();
        for (Entry entry : entries.subList(entries.lastIndexOf(begun), entries.size())) {
            boolean longer = entry instanceof Entry.Extended && entry.at().isBefore(until);
            until = longer ? until.plus(span(begun, journal.experiment())) : until;
        }
        return new Waiting(begun.at(), until, until.isAfter(begun.until()));
    }

    /** How long such a wait is, unless it is extended. */
    static Duration span(Entry.Wait wait, Experiment experiment) {
        return wait instanceof Entry.Held
                ? experiment.onInconclusive().holdFor()
                : experiment.promotion().expires();
    }
}
