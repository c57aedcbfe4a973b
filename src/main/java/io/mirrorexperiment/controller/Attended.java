package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What this process remembers of one object that it attends to: nothing that the cluster could not tell again. All but what was seen
 * belongs to whoever has the object's turn.
 */
final class Attended {
    private final Address address;
    private volatile Seen seen;
    private final Marker events = new Marker();
    private final Marker shown = new Marker();
    private int status;
    private int tries;
    private int failures;
    private Instant again = Instant.MIN;
    private Optional<Wish> wish = Optional.empty();
    private String stuck = "";

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

    /** Up to where the journal was told in events. */
    Marker events() {
        return events;
    }

    /** Up to where it was told to those who look on. */
    Marker shown() {
        return shown;
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
        events.reset();
        shown.reset();
        wish = Optional.empty();
    }

    /** What the object wished of its run when it was last read. */
    Optional<Wish> wish() {
        return wish;
    }

    void wishes(Optional<Wish> newest) {
        wish = newest;
    }

    /** Whether this process learns only now that it is stuck in that way: it is tried again and again, and one line of the log is enough. */
    boolean isStuckAnew(String way) {
        boolean first = !stuck.equals(way);
        stuck = way;
        return first;
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
        return Duration.ofMillis((long) Math.min((double) longest.toMillis(), millis));
    }
}
