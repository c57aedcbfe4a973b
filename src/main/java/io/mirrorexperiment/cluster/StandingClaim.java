package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The leases of one run as they stand in the cluster, whether the run still holds them or has ended.
 *
 * @param run the run's id
 * @param holder who holds them; empty if the run gave back all of them
 * @param generation of the claim
 * @param targets what the leases are for
 * @param deadline the worst-case end of the run, if the leases say
 * @param promise within which time after its last renewal the holder promised the next one
 * @param ended how the run ended, if it did
 * @param endedAt when it ended, by the clock of whoever ended it
 * @param notes that were kept with the claim
 * @param leases the objects as they were read
 */
public record StandingClaim(
        String run,
        Optional<String> holder,
        long generation,
        List<Address> targets,
        Optional<Instant> deadline,
        Duration promise,
        Optional<String> ended,
        Optional<Instant> endedAt,
        Map<String, String> notes,
        List<Manifest> leases) {
    /** Copies. */
    public StandingClaim {
        targets = List.copyOf(targets);
        notes = Map.copyOf(notes);
        leases = List.copyOf(leases);
    }

    /** Whether nobody holds any of it. */
    public boolean isEnded() {
        return holder.isEmpty();
    }

    /** The resource version of each lease, by the lease's address. */
    public Map<Address, String> resourceVersions() {
        return leases.stream().collect(Collectors.toUnmodifiableMap(Manifest::address, Manifest::resourceVersion));
    }

    /** The claim that its holder made, for somebody who acts in the holder's place; empty if it has ended. */
    public Optional<Claim> claim() {
        return holder.map(name -> new Claim(targets, name, run, generation, deadline.orElse(Instant.EPOCH), notes));
    }

    /** Reads the leases of one run; at least one. */
    static StandingClaim of(List<Manifest> leases) {
        Optional<Manifest> held = leases.stream()
                .filter(lease -> LeaseText.holder(lease).isPresent())
                .findFirst();
        Manifest speaker = held.orElse(leases.get(0));
        Map<String, String> notes = new TreeMap<>();
        leases.forEach(lease -> notes.putAll(LeaseText.notes(lease)));
        return new StandingClaim(
                LeaseText.run(speaker).orElse("unknown"),
                LeaseText.holder(speaker),
                LeaseText.generation(speaker),
                leases.stream()
                        .flatMap(lease -> LeaseText.target(lease).stream())
                        .toList(),
                LeaseText.deadline(speaker),
                leases.stream()
                        .map(LeaseText::promise)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                LeaseText.endedWord(speaker),
                LeaseText.endedAt(speaker),
                notes,
                leases);
    }
}
