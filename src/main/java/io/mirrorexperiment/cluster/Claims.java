package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Claims on objects, kept as a Lease beside each object: two runs never touch one object at a time.
 *
 * <p>Every write is a compare-and-set, so of any number of processes at most one is granted. A lease that somebody else
 * holds is never taken, however old it is; who is sure that the holder is dead acts in its place with
 * {@link StandingClaim#claim()}. Thread-safe. Throws {@link ClusterException}; after one it is safe to call the same again.
 */
public final class Claims {
    /** What a holder promises when it takes a claim; it says more at its first renewal. */
    public static final Duration FIRST_PROMISE = Duration.ofMinutes(2);

    private static final int TRIES = 8;

    private final Cluster cluster;
    private final Clock clock;

    /**
     * Claims in a cluster.
     *
     * @param clock for the times that people read in a lease; nothing is decided by it
     */
    public Claims(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** One more than the highest generation that the leases of the targets have seen. */
    public long nextGeneration(List<Address> targets) {
        return 1
                + leases(targets).keySet().stream()
                        .flatMap(lease -> cluster.read(lease).stream())
                        .mapToLong(LeaseText::generation)
                        .max()
                        .orElse(0);
    }

    /**
     * Takes every target, or none. What the same holder has already stays its own. A lease that ended may be taken.
     *
     * @throws ClusterException {@code CONFLICT} if a run with this generation or a later one has ended on a target: ask for
     *     the next generation; {@code REFUSED} if the notes are too large
     */
    public Grant take(Claim claim) {
        checkNotes(claim);
        Deque<Taking> taken = new ArrayDeque<>();
        boolean granted = false;
        try {
            for (Map.Entry<Address, Address> entry : leases(claim.targets()).entrySet()) {
                boolean first = taken.isEmpty();
                Taking taking = takeOne(entry.getKey(), entry.getValue(), claim, first);
                if (taking.held().isPresent()) {
                    return taking.held().get();
                }
                taken.push(taking);
            }
            granted = true;
            return new Grant.Granted(claim);
        } finally {
            if (!granted) {
                taken.forEach(this::giveBack);
            }
        }
    }

    /**
     * Says that the holder is alive, and when at the latest it will say so again.
     *
     * @param promise how long until the next renewal is due
     * @throws ClusterException {@code CONFLICT} if a lease is no longer ours
     */
    public void renew(Claim claim, Duration promise) {
        for (Address lease : leases(claim.targets()).keySet()) {
            change(lease, read -> {
                Manifest ours = read.filter(now -> isOurs(now, claim)).orElseThrow(() -> lost(lease, claim));
                return Optional.of(LeaseText.renewed(ours, claim, promise, clock.instant()));
            });
        }
    }

    /** Whether every target is still ours, with this generation. */
    public boolean confirm(Claim claim) {
        return leases(claim.targets()).keySet().stream()
                .allMatch(lease ->
                        cluster.read(lease).filter(now -> isOurs(now, claim)).isPresent());
    }

    /**
     * Gives back what this holder has, and notes how the run ended. Leases that are gone, ended, or another's stay as they
     * are.
     *
     * @param ended the run's end in a word
     */
    public void release(Claim claim, String ended) {
        for (Address lease : leases(claim.targets()).keySet()) {
            change(lease, read -> read.filter(now ->
                            LeaseText.holder(now).filter(claim.holder()::equals).isPresent())
                    .map(ours -> LeaseText.ended(ours, ended, clock.instant())));
        }
    }

    /**
     * Every claim that stands or has ended and was not purged, sorted by run.
     *
     * @param namespace where the leases are; empty for all namespaces
     */
    public List<StandingClaim> all(Optional<String> namespace) {
        Map<String, List<Manifest>> runs = new TreeMap<>();
        cluster.list(Kind.LEASE, namespace, Map.of(LeaseText.MANAGED_BY, LeaseText.US)).stream()
                .filter(lease -> LeaseText.target(lease).isPresent())
                .sorted(Comparator.comparing(lease -> lease.address().toString()))
                .forEach(lease -> runs.computeIfAbsent(
                                LeaseText.run(lease).orElse("unknown"), run -> new java.util.ArrayList<>())
                        .add(lease));
        return runs.values().stream().map(Claims::standing).toList();
    }

    /**
     * Deletes the leases of a run that has ended; those that were taken again since stay.
     *
     * @throws IllegalArgumentException if it has not ended
     */
    public void purge(StandingClaim ended) {
        if (!ended.isEnded()) {
            throw new IllegalArgumentException("run " + ended.run() + " still holds its claim");
        }
        ended.leases().forEach(this::deleteUnchanged);
    }

    /**
     * Whether the holder broke its promise: nothing of the claim changed for the promised time. Clocks of other machines
     * play no part in it.
     *
     * @param first as it was seen first
     * @param second as it was seen last
     * @param observed the time between, by the observer's own monotonic clock
     */
    public static boolean stale(StandingClaim first, StandingClaim second, Duration observed) {
        return !second.isEnded()
                && first.run().equals(second.run())
                && first.resourceVersions().equals(second.resourceVersions())
                && observed.compareTo(second.promise()) >= 0;
    }

    /** A lease's address → its target, in the one order that every process takes them in. */
    private Map<Address, Address> leases(List<Address> targets) {
        Map<Address, Address> leases = new TreeMap<>(Comparator.comparing(Address::toString));
        targets.forEach(target -> leases.putIfAbsent(Leases.address(target, cluster.namespace()), target));
        return leases;
    }

    private Taking takeOne(Address lease, Address target, Claim claim, boolean first) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Manifest> before = cluster.read(lease);
            Optional<Grant.Held> held = before.flatMap(now -> held(now, target, claim));
            if (held.isPresent()) {
                return new Taking(before, Optional.empty(), held);
            }
            Optional<Manifest> after = tryTake(before, lease, target, claim, first);
            if (after.isPresent()) {
                return new Taking(before, after, Optional.empty());
            }
        }
        throw busy(lease);
    }

    /** Empty if somebody was quicker. */
    private Optional<Manifest> tryTake(
            Optional<Manifest> before, Address lease, Address target, Claim claim, boolean first) {
        before.ifPresent(now -> checkGeneration(now, claim));
        try {
            return Optional.of(
                    before.isEmpty()
                            ? cluster.create(
                                    LeaseText.made(lease, target, claim, first, FIRST_PROMISE, clock.instant()))
                            : cluster.replace(LeaseText.taken(
                                    before.get(), target, claim, first, FIRST_PROMISE, clock.instant())));
        } catch (ClusterException race) {
            if (race.reason() == Reason.ALREADY_EXISTS || race.reason() == Reason.CONFLICT) {
                return Optional.empty();
            }
            throw race;
        }
    }

    private static Optional<Grant.Held> held(Manifest lease, Address target, Claim claim) {
        return LeaseText.holder(lease)
                .filter(holder -> !holder.equals(claim.holder()))
                .map(holder -> new Grant.Held(
                        target,
                        holder,
                        LeaseText.run(lease).orElse(holder),
                        LeaseText.since(lease),
                        LeaseText.deadline(lease)));
    }

    /** A generation is used once, so that a late twin of an ended run cannot come back to life. */
    private static void checkGeneration(Manifest lease, Claim claim) {
        boolean ended = LeaseText.holder(lease).isEmpty();
        if (ended && LeaseText.generation(lease) >= claim.generation()) {
            throw new ClusterException(
                    Reason.CONFLICT,
                    "cannot claim with generation " + claim.generation() + ": run "
                            + LeaseText.run(lease).orElse("unknown") + " ended with generation "
                            + LeaseText.generation(lease) + "; take the next generation");
        }
    }

    private void giveBack(Taking taking) {
        // What this holder had before this call stays its own.
        taking.after().ifPresent(after -> {
            Optional<Manifest> before = taking.before();
            if (before.isEmpty()) {
                deleteUnchanged(after);
            } else if (LeaseText.holder(before.get()).isEmpty()) {
                cluster.replace(before.get().with(after.resourceVersion(), "metadata", "resourceVersion"));
            }
        });
    }

    private void deleteUnchanged(Manifest lease) {
        try {
            cluster.deleteUnchanged(lease);
        } catch (ClusterException changed) {
            if (changed.reason() != Reason.CONFLICT) {
                throw changed;
            }
        }
    }

    /** Reads, changes and replaces until nobody else was quicker; an empty change leaves the lease as it is. */
    private void change(Address lease, Function<Optional<Manifest>, Optional<Manifest>> step) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Manifest> after = step.apply(cluster.read(lease));
            if (after.isEmpty() || isReplaced(after.get())) {
                return;
            }
        }
        throw busy(lease);
    }

    private boolean isReplaced(Manifest after) {
        try {
            cluster.replace(after);
            return true;
        } catch (ClusterException race) {
            if (race.reason() == Reason.CONFLICT) {
                return false;
            }
            throw race;
        }
    }

    private static boolean isOurs(Manifest lease, Claim claim) {
        return LeaseText.holder(lease).filter(claim.holder()::equals).isPresent()
                && LeaseText.generation(lease) == claim.generation()
                && LeaseText.endedWord(lease).isEmpty();
    }

    private static ClusterException lost(Address lease, Claim claim) {
        return new ClusterException(
                Reason.CONFLICT,
                "run " + claim.run() + " no longer holds " + lease.words() + "; stop touching its target");
    }

    private static ClusterException busy(Address lease) {
        return new ClusterException(
                Reason.CONFLICT, lease.words() + " was changed by others " + TRIES + " times in a row");
    }

    private static void checkNotes(Claim claim) {
        int size = LeaseText.notesSize(claim);
        if (size > LeaseText.LARGEST_NOTES) {
            throw new ClusterException(
                    Reason.REFUSED,
                    "cannot claim for run " + claim.run() + ": its notes take " + size / 1024
                            + " KiB and a lease keeps " + LeaseText.LARGEST_NOTES / 1024
                            + " KiB; the routes to remember are too large");
        }
    }

    private static StandingClaim standing(List<Manifest> leases) {
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

    /** What happened with one lease in a call of {@link #take}. */
    private record Taking(Optional<Manifest> before, Optional<Manifest> after, Optional<Grant.Held> held) {}
}
