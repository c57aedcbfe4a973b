package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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

    private static final Duration TURN = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final LeaseEdits edits;
    private final Clock clock;

    /**
     * Claims in a cluster.
     *
     * @param clock for the times that people read in a lease; nothing is decided by it
     */
    public Claims(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.edits = new LeaseEdits(cluster);
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
     * @throws ClusterException {@code CONFLICT} if a target has seen a later generation, or this one has ended on it: ask for the
     *     next generation; {@code REFUSED} if the notes are too large
     */
    public Grant take(Claim claim) {
        checkNotes(claim);
        return new Taking(cluster, clock, claim).of(leases(claim.targets()));
    }

    /**
     * Says that the holder is alive, and when at the latest it will say so again.
     *
     * @param promise how long until the next renewal is due
     * @throws ClusterException {@code CONFLICT} if a lease is no longer ours
     */
    public void renew(Claim claim, Duration promise) {
        for (Address lease : leases(claim.targets()).keySet()) {
            edits.change(lease, read -> {
                Manifest ours = read.filter(now -> isOurs(now, claim)).orElseThrow(() -> lost(lease, claim));
                return Optional.of(LeaseText.renewed(ours, claim, promise, clock.instant()));
            });
        }
    }

    /**
     * Renews those leases whose turn has come since an instant: of those in one namespace one twice a minute, and all of them where looks
     * are rare. Whoever looks every few seconds has not to write all of them each time, for a claim is stale only when none of its leases
     * has changed, and whoever may see but one namespace still sees that one of them does.
     *
     * @param before when they were tended last
     * @param promise how long until the next renewal is due; at least a minute
     * @return whether those are still ours; if not, nothing more is renewed
     */
    public boolean tend(Claim claim, Duration promise, Instant before) {
        Instant now = clock.instant();
        return leases(claim.targets()).keySet().stream()
                .collect(Collectors.groupingBy(Address::namespace, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(beside -> due(beside, claim, before, now))
                .allMatch(lease -> edits.change(lease, read -> read.filter(last -> isOurs(last, claim))
                        .map(ours -> LeaseText.renewed(ours, claim, promise, now))));
    }

    /** The leases of one namespace whose turn came after one instant and has come at another one. */
    private static Stream<Address> due(List<Address> beside, Claim claim, Instant before, Instant now) {
        long last = turn(claim, before);
        long turns = Math.min(beside.size(), turn(claim, now) - last);
        return LongStream.rangeClosed(1, turns).mapToObj(turn -> beside.get(Math.floorMod(last + turn, beside.size())));
    }

    /** The number of the turn that an instant is in; not all claims change turns at the same time. */
    private static long turn(Claim claim, Instant at) {
        long offset = Math.floorMod(claim.run().hashCode(), TURN.toMillis());
        return Math.floorDiv(at.toEpochMilli() + offset, TURN.toMillis());
    }

    /** Whether every target is still ours, with this generation. */
    public boolean confirm(Claim claim) {
        return leases(claim.targets()).keySet().stream()
                .allMatch(lease ->
                        cluster.read(lease).filter(now -> isOurs(now, claim)).isPresent());
    }

    /** Who holds a target, if anybody else does. Reads only. */
    public Optional<Grant.Held> heldByAnother(Address target, String holder) {
        Address lease = Leases.address(target, cluster.namespace());
        return cluster.read(lease).flatMap(now -> Taking.held(now, target, holder));
    }

    /** Whether somebody else holds a target now. */
    public boolean heldByAnother(Claim claim) {
        return leases(claim.targets()).keySet().stream()
                .flatMap(lease -> cluster.read(lease).stream())
                .flatMap(lease -> LeaseText.holder(lease).stream())
                .anyMatch(holder -> !holder.equals(claim.holder()));
    }

    /**
     * Gives back what this holder has with this generation or an earlier one, and notes how the run ended. Leases that are
     * gone, ended, or another's stay as they are.
     *
     * @param ended the run's end in a word
     */
    public void release(Claim claim, String ended) {
        for (Address lease : leases(claim.targets()).keySet()) {
            edits.change(lease, read -> read.filter(now -> isHeldBy(now, claim))
                    .filter(now -> LeaseText.generation(now) <= claim.generation())
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
                .forEach(lease -> runs.computeIfAbsent(LeaseText.run(lease).orElse("unknown"), run -> new ArrayList<>())
                        .add(lease));
        return runs.values().stream().map(StandingClaim::of).toList();
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
        ended.leases().forEach(edits::deleteUnchanged);
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

    private static boolean isHeldBy(Manifest lease, Claim claim) {
        return LeaseText.holder(lease).filter(claim.holder()::equals).isPresent();
    }

    private static boolean isOurs(Manifest lease, Claim claim) {
        return isHeldBy(lease, claim)
                && LeaseText.generation(lease) == claim.generation()
                && LeaseText.endedWord(lease).isEmpty();
    }

    private static ClusterException lost(Address lease, Claim claim) {
        return new ClusterException(
                Reason.CONFLICT,
                "run " + claim.run() + " no longer holds " + lease.words() + "; stop touching its target");
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
}
