package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about a journal that more than one decision asks. */
record Progress(Journal journal) {
    Experiment experiment() {
        return journal.experiment();
    }

    boolean done(Class<? extends Entry> kind) {
        return journal.has(kind);
    }

    /** Whether an entry of a kind is at least a time ago. */
    boolean settled(Class<? extends Entry> kind, Instant now) {
        return !now.isBefore(settlesAt(kind));
    }

    Instant settlesAt(Class<? extends Entry> kind) {
        return at(kind).plus(experiment().mirror().settle());
    }

    Instant at(Class<? extends Entry> kind) {
        return journal.last(kind).map(Entry::at).orElse(Instant.MIN);
    }

    Optional<Entry.Judged> judged() {
        return journal.last(Entry.Judged.class);
    }

    Optional<Entry.Asked> asked(Request request) {
        return journal.asked(request);
    }

    /** Whether the dark version is live for good. */
    boolean promoted() {
        return done(Entry.Verified.class) && !done(Entry.Regretted.class);
    }

    /**
     * A person's promotion of what waits or is held. Asked before that it says nothing, for there was nothing to see yet, and a
     * newer judgement, such as that the dark version is not what was judged any more, voids it.
     */
    Optional<Entry.Asked> promotedByHand() {
        Optional<Entry.Asked> promote = Optional.empty();
        boolean offered = false;
        for (Entry entry : journal.entries()) {
            offered |= entry instanceof Entry.Held || entry instanceof Entry.Awaited;
            if (entry instanceof Entry.Judged) {
                promote = Optional.empty();
            } else if (offered && entry instanceof Entry.Asked asked && asked.request() == Request.PROMOTE) {
                promote = promote.or(() -> Optional.of(asked));
            }
        }
        return promote;
    }

    /**
     * The word of whoever shut the mirror before there was a verdict. It counts from when the mirror was ordered: a process that was just
     * opening it may have done so.
     */
    Optional<Entry.Asked> shutByHand() {
        boolean ordered = false;
        for (Entry entry : journal.entries()) {
            if (entry instanceof Entry.Judged) {
                return Optional.empty();
            }
            if (ordered && entry instanceof Entry.Asked asked && asked.request() == Request.UNMIRROR) {
                return Optional.of(asked);
            }
            ordered |= entry instanceof Entry.Baselined || Request.MIRROR.isAskedBy(entry);
        }
        return Optional.empty();
    }

    /** When somebody let the run go on that had stopped before the mirror; empty where it has not stopped. */
    Optional<Instant> wentOn() {
        return done(Entry.Paused.class)
                ? journal.all(Entry.Asked.class)
                        .filter(asked -> asked.request() == Request.MIRROR)
                        .reduce((older, newer) -> newer)
                        .map(Entry::at)
                : Optional.empty();
    }

    /** Whether an entry of a kind came after the newest one of another kind. */
    boolean isNewer(Class<? extends Entry> kind, Class<? extends Entry> than) {
        List<Entry> entries = journal.entries();
        return index(entries, kind) > index(entries, than);
    }

    private static int index(List<Entry> entries, Class<? extends Entry> kind) {
        int at = entries.size() - 1;
        while (at >= 0 && !kind.isInstance(entries.get(at))) {
            at--;
        }
        return at;
    }

    /** Whether the time of the whole run is over. */
    boolean isExpired(Instant now) {
        return journal.deadline().filter(now::isAfter).isPresent();
    }

    /** Whether the live workload itself gets the judged image; else its users are led to the dark one. */
    boolean clones() {
        return !experiment().knative() && experiment().dark().source() instanceof DarkSource.Clone;
    }

    /** Whether live traffic goes over to the promoted version part by part. */
    boolean steps() {
        return Stride.of(journal).isPresent();
    }

    /** When the deed that is due now became so: at the newest entry that is no stumble and no word of a person. */
    Instant begun() {
        return journal.entries().stream()
                .filter(entry -> !(entry instanceof Entry.Stumbled) && !entry.isSaid())
                .reduce((older, newer) -> newer)
                .map(Entry::at)
                .orElse(Instant.MIN);
    }

    int lastTick() {
        return journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0);
    }

    /** The stumbles over one deed at the end of the journal, words of people not counted; oldest first. */
    List<Entry.Stumbled> stumbles() {
        List<Entry> unasked =
                journal.entries().stream().filter(entry -> !entry.isSaid()).toList();
        int from = unasked.size();
        while (from > 0 && sameStumble(unasked.get(from - 1), unasked.get(unasked.size() - 1))) {
            from--;
        }
        return unasked.subList(from, unasked.size()).stream()
                .map(Entry.Stumbled.class::cast)
                .toList();
    }

    private static boolean sameStumble(Entry one, Entry other) {
        return one instanceof Entry.Stumbled first
                && other instanceof Entry.Stumbled second
                && first.deed().equals(second.deed());
    }

    /**
     * For how long the newest deed has been seen to fail without a success in between. Time in which nobody tried does not count: a
     * run that is resumed after an hour tries at least once more.
     */
    Duration failing() {
        List<Entry.Stumbled> stumbles = stumbles();
        return stumbles.isEmpty()
                ? Duration.ZERO
                : Duration.between(
                        stumbles.get(0).at(), stumbles.get(stumbles.size() - 1).at());
    }

    boolean hopeless() {
        return stumbles().stream().anyMatch(Entry.Stumbled::hopeless);
    }
}
