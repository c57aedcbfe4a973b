package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of one object that it attends to: nothing that the cluster could not tell again. All but what was seen
 * belongs to whoever has the object's turn.
 */
final class Attended {
    /** What was told by a leader that died is told once more if it is not older than this. */
    private static final Duration CATCH_UP = Duration.ofMinutes(2);

    private final Address address;
    private volatile Seen seen;
    private @Nullable Entry told;
    private int status;
    private int tries;
    private int failures;
    private Instant again = Instant.MIN;
    private Optional<Wish> wish = Optional.empty();

    Attended(Seen seen) {
        this.address = seen.address();
        this.seen = seen;
    }

    Address address() {
        return address;
    }

    Seen seen() {
        return seen;
    }

    void see(Seen newer) {
        seen = newer;
    }

    /** Entries that were not told yet, and are from now on. */
    List<Entry> news(Journal journal, Instant now) {
        List<Entry> entries = journal.entries();
        Entry last = told;
        List<Entry> news = last == null
                ? entries.stream()
                        .filter(entry -> entry.at().isAfter(now.minus(CATCH_UP)))
                        .toList()
                : entries.subList(after(last, entries), entries.size());
        if (!entries.isEmpty()) {
            told = entries.get(entries.size() - 1).bare();
        }
        return news;
    }

    private static int after(Entry last, List<Entry> entries) {
        for (int index = entries.size(); index > 0; index--) {
            Entry entry = entries.get(index - 1);
            if (entry.at().equals(last.at()) && entry.getClass() == last.getClass()) {
                return index;
            }
        }
        return 0;
    }

    /** Whether something is to be said that was not said last. */
    boolean isNew(int fingerprint) {
        return status != fingerprint;
    }

    void said(int fingerprint) {
        status = fingerprint;
    }

    /** A run of before is of no interest any more. */
    void forgetRun() {
        told = null;
        wish = Optional.empty();
    }

    /** What the object wished of its run when it was last read. */
    Optional<Wish> wish() {
        return wish;
    }

    void wishes(Optional<Wish> newest) {
        wish = newest;
    }

    /** When to try to begin once more, later each time. */
    Instant nextTry(Instant now, Duration first, Duration longest) {
        Duration pause = grown(first, longest, tries++);
        again = now.plus(pause);
        return again;
    }

    Optional<Instant> waitsUntil(Instant now) {
        return now.isBefore(again) ? Optional.of(again) : Optional.empty();
    }

    void begun() {
        tries = 0;
        again = Instant.MIN;
    }

    Duration failed(Duration first, Duration longest) {
        return grown(first, longest, failures++);
    }

    void wentWell() {
        failures = 0;
    }

    private static Duration grown(Duration first, Duration longest, int times) {
        double millis = first.toMillis() * Math.pow(1.5, Math.min(times, 60));
        return Duration.ofMillis((long) Math.min(longest.toMillis(), millis));
    }
}
