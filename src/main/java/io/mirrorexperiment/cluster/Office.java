package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What the Lease of an office says, and how whoever stands for it writes into it: pure. Clocks of other machines play no part: an office
 * is free once its Lease has not changed for as long as it says, by the candidate's own monotonic clock.
 *
 * @param lease where it is kept
 * @param candidate who stands for it; unlike any other
 * @param term how long a holder that says nothing keeps it
 */
record Office(Address lease, String candidate, Duration term) {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * The Lease as the candidate writes it: taken, or renewed; empty if somebody else has it.
     *
     * @param now as it is; empty if there is none
     * @param unchanged for how long the candidate has seen it so
     */
    Optional<Manifest> taken(Optional<Manifest> now, Duration unchanged, Instant time) {
        Manifest before = now.orElseGet(() -> LeaseText.bare(lease));
        boolean again = isHeld(before);
        boolean free = LeaseText.holder(before).isEmpty()
                || unchanged.compareTo(LeaseText.promise(before).plus(term.dividedBy(5))) >= 0;
        return again || free ? Optional.of(written(before, again, time)) : Optional.empty();
    }

    boolean isHeld(Manifest now) {
        return LeaseText.holder(now).filter(candidate::equals).isPresent();
    }

    /** Given back, so that another need not wait. */
    Manifest left(Manifest now, Instant time) {
        return now.without("spec", "holderIdentity").with(MICROS.format(time), "spec", "renewTime");
    }

    private Manifest written(Manifest before, boolean again, Instant time) {
        long transitions = before.number("spec", "leaseTransitions").orElse(-1L);
        Manifest taken = before.with(candidate, "spec", "holderIdentity")
                .with((int) Math.max(1, term.toSeconds()), "spec", "leaseDurationSeconds")
                .with(MICROS.format(time), "spec", "renewTime")
                .with((int) (again ? Math.max(0, transitions) : transitions + 1), "spec", "leaseTransitions");
        return again ? taken : taken.with(MICROS.format(time), "spec", "acquireTime");
    }
}
