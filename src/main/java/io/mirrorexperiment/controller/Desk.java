package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What turns are taken with.
 *
 * @param subjects by their kinds
 * @param engines advance runs
 * @param telling says how it went
 * @param goesOn whether this process still leads
 * @param by who begins runs, for people who find a target claimed
 */
record Desk(
        Cluster cluster,
        Clock clock,
        Map<Kind, Subject> subjects,
        Attention attention,
        Targets targets,
        Engines engines,
        Telling telling,
        BooleanSupplier goesOn,
        String by) {
    /** Somebody was quicker; the next look tells. */
    static final Duration SOON = Duration.ofMillis(200);

    static final Duration FIRST_TRY = Duration.ofSeconds(2);
    static final Duration LONGEST_TRY = Duration.ofMinutes(1);

    Instant now() {
        return clock.instant();
    }

    Subject subject(Attended attended) {
        Subject subject = subjects.get(attended.address().kind());
        if (subject == null) {
            throw new IllegalStateException("nobody reads " + attended.address());
        }
        return subject;
    }

    /** The object as it is now; empty if it, or the one that was meant, is gone. */
    Optional<Manifest> read(Attended attended) {
        Optional<Manifest> object = cluster.read(attended.address());
        object.ifPresent(now -> attention.see(attended, now));
        return object;
    }

    /** Writes an object's metadata by compare-and-set. */
    Manifest write(Attended attended, Manifest after) {
        Manifest written = cluster.replace(after);
        attention.see(attended, written);
        return written;
    }

    Asked asked(Attended attended, Manifest object) {
        return subject(attended)
                .asked(object, address -> cluster.serves(address.kind()) ? cluster.read(address) : Optional.empty());
    }

    void tell(Attended attended, Stand stand) {
        if (goesOn.getAsBoolean()) {
            telling.status(attended, subject(attended), stand);
        }
    }
}
