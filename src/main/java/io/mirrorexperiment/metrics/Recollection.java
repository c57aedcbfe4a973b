package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one version's pods told at earlier looks of this process, since they themselves tell of now only. Of very many looks older ones are forgotten in
 * turns. Thread-safe.
 */
final class Recollection {
    /** What is older than that before an instant says nothing of it, as in Prometheus. */
    private static final Duration REACH = PrometheusSource.FRESH;

    private static final int MOST = 128;

    private final TreeMap<Instant, Reading> known = new TreeMap<>();
    private Optional<String> trouble = Optional.empty();

    /** Whether an instant is before what was told last. */
    synchronized boolean isPast(Instant at) {
        return !known.isEmpty() && at.isBefore(known.lastKey());
    }

    /** What was known at an instant. */
    synchronized Reading at(Instant at) {
        Map.Entry<Instant, Reading> newest = known.floorEntry(at);
        boolean old = newest == null || newest.getKey().plus(REACH).isBefore(at);
        return old
                ? new Reading.Missing("pods tell of now only, and nobody had asked them by " + at)
                : newest.getValue();
    }

    /** Keeps what was told. */
    synchronized Reading keep(Instant at, Reading reading) {
        if (reading instanceof Reading.Missing missing) {
            boolean lasting = known.isEmpty() || known.lastKey().plus(REACH).isBefore(at);
            trouble = lasting ? Optional.of(missing.reason()) : Optional.empty();
            return reading;
        }
        trouble = Optional.empty();
        known.put(at, reading);
        if (known.size() > MOST) {
            thin();
        }
        return reading;
    }

    /** Why nothing was told yet, or not for long; empty if something was. */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    /** Every second one of the older half goes, the first one stays. */
    private void thin() {
        Iterator<Instant> each = known.keySet().iterator();
        for (int i = 0; i < MOST / 2; i++) {
            each.next();
            if (i % 2 == 1) {
                each.remove();
            }
        }
    }
}
