package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the fields and annotations of a lease of ours say, and how they are written. Pure. */
final class LeaseText {
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String US = "mirror-experiment";
    static final int LARGEST_NOTES = 200 * 1024;

    private static final String OURS = "mirror-experiment.io/";
    private static final String RUN = OURS + "run";
    private static final String GENERATION = OURS + "generation";
    private static final String DEADLINE = OURS + "deadline";
    private static final String TARGET = OURS + "target";
    private static final String NOTES = OURS + "notes";
    private static final String ENDED = OURS + "ended";
    private static final String ENDED_AT = OURS + "ended-at";

    /** The API server takes times of leases with exactly six digits after the second. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private LeaseText() {}

    /** A lease that is not there yet. */
    static Manifest bare(Address lease) {
        return Manifest.of(Map.of(
                "apiVersion",
                "coordination.k8s.io/v1",
                "kind",
                "Lease",
                "metadata",
                Map.of("name", lease.name(), "namespace", lease.namespace())));
    }

    /** A lease that nobody holds, or that the same holder has, as it is when a claim has it. */
    static Manifest taken(Manifest lease, Address target, Claim claim, boolean first, Duration promise, Instant now) {
        boolean again = holder(lease).filter(claim.holder()::equals).isPresent();
        Manifest taken = lease.with(US, "metadata", "labels", MANAGED_BY)
                .withoutAnnotation(ENDED)
                .withoutAnnotation(ENDED_AT)
                .withoutAnnotation(NOTES)
                .withAnnotation(RUN, claim.run())
                .withAnnotation(GENERATION, Long.toString(claim.generation()))
                .withAnnotation(DEADLINE, claim.deadline().toString())
                .withAnnotation(TARGET, target.toString())
                .with(claim.holder(), "spec", "holderIdentity")
                .with(transitions(lease, again), "spec", "leaseTransitions");
        if (first && !claim.notes().isEmpty()) {
            taken = taken.withAnnotation(NOTES, notesText(claim));
        }
        return renewed(again ? taken : taken.with(MICROS.format(now), "spec", "acquireTime"), claim, promise, now);
    }

    /** A lease whose holder promises to renew it again. A deadline that was moved stays: who renews may be late and not know of that. */
    static Manifest renewed(Manifest lease, Claim claim, Duration promise, Instant now) {
        long seconds = Math.max(1, promise.plusNanos(999_999_999).toSeconds());
        Instant deadline = deadline(lease).filter(claim.deadline()::isBefore).orElse(claim.deadline());
        return lease.withAnnotation(DEADLINE, deadline.toString())
                .with((int) Math.min(Integer.MAX_VALUE, seconds), "spec", "leaseDurationSeconds")
                .with(MICROS.format(now), "spec", "renewTime");
    }

    /** A lease that nobody holds any more; what it says of the run is kept. */
    static Manifest ended(Manifest lease, String word, Instant now) {
        return lease.without("spec", "holderIdentity")
                .withAnnotation(ENDED, word)
                .withAnnotation(ENDED_AT, now.toString());
    }

    static Optional<String> holder(Manifest lease) {
        return lease.text("spec", "holderIdentity").filter(name -> !name.isEmpty());
    }

    static Optional<String> run(Manifest lease) {
        return lease.annotation(RUN);
    }

    /** 0 if the lease does not say. */
    static long generation(Manifest lease) {
        return lease.annotation(GENERATION)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    static Optional<Instant> deadline(Manifest lease) {
        return lease.annotation(DEADLINE).flatMap(LeaseText::instant);
    }

    static Optional<Address> target(Manifest lease) {
        try {
            return lease.annotation(TARGET).map(Address::parse);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    static Optional<String> endedWord(Manifest lease) {
        return lease.annotation(ENDED);
    }

    static Optional<Instant> endedAt(Manifest lease) {
        return lease.annotation(ENDED_AT).flatMap(LeaseText::instant);
    }

    static Duration promise(Manifest lease) {
        return Duration.ofSeconds(lease.number("spec", "leaseDurationSeconds").orElse(0L));
    }

    /** When the holder took it. */
    static Instant since(Manifest lease) {
        return lease.text("spec", "acquireTime")
                .or(() -> lease.text("metadata", "creationTimestamp"))
                .flatMap(LeaseText::instant)
                .orElse(Instant.EPOCH);
    }

    static Map<String, String> notes(Manifest lease) {
        Map<String, String> notes = new LinkedHashMap<>();
        try {
            Json.readObject(lease.annotation(NOTES).orElse("{}")).forEach((key, value) -> {
                if (value instanceof String text) {
                    notes.put(key, text);
                }
            });
        } catch (IOException foreign) {
            return Map.of();
        }
        return notes;
    }

    /** The notes as one annotation, for their names need not fit an annotation's. */
    static String notesText(Claim claim) {
        return Json.write(new TreeMap<>(claim.notes()));
    }

    static int notesSize(Claim claim) {
        return notesText(claim).getBytes(StandardCharsets.UTF_8).length;
    }

    private static int transitions(Manifest lease, boolean again) {
        long before = lease.number("spec", "leaseTransitions").orElse(-1L);
        return (int) Math.min(Integer.MAX_VALUE, again ? Math.max(0, before) : before + 1);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }
}
