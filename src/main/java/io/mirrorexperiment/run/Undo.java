package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.traffic.TrafficMirrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Undoes other people's runs from what their claims in the cluster say: from any machine, without their journals. A run that was
 * in the middle of a promotion is taken back.
 */
public final class Undo {
    /** What clients call. */
    private static final List<Kind> FRONTS = List.of(Kind.SERVICE, Kind.KNATIVE_SERVICE);

    private final Cluster cluster;
    private final Claims claims;
    private final Runs runs;

    /** Undoes runs of a cluster with this engine's files, clock and patience. */
    public Undo(Cluster cluster, Runs runs) {
        this.cluster = cluster;
        this.claims = new Claims(cluster, runs.clock());
        this.runs = runs;
    }

    /** Every claim that stands or has ended and was not purged. */
    public List<StandingClaim> claims(Optional<String> namespace) {
        return claims.all(namespace);
    }

    /** Whether the time of a claim's run is over. */
    public boolean expired(StandingClaim claim) {
        Instant now = cluster.serverTime().orElseGet(runs.clock()::instant);
        return !claim.isEnded() && claim.deadline().filter(now::isAfter).isPresent();
    }

    /** Whether a claim's holder broke its promise to renew it, as seen by an observer who kept looking. */
    public static boolean abandoned(StandingClaim first, StandingClaim second, Duration observed) {
        return Claims.stale(first, second, observed);
    }

    /**
     * Deletes the remains of a run that has ended: its leases, and the generation on routes that nobody holds now. A late twin of the
     * run finds no claim and does nothing.
     */
    public void purge(StandingClaim ended) {
        claims.purge(ended);
        if (prints(ended)) {
            return;
        }
        ended.targets().stream()
                .filter(target -> claims.heldByAnother(target, "").isEmpty())
                .flatMap(target -> cluster.read(target).stream())
                .forEach(this::forget);
    }

    /** Whether a claim is of a run that writes nothing of the user's: what is done after it does not either. */
    private static boolean prints(StandingClaim claim) {
        return planned(claim).filter(journal -> journal.experiment().prints()).isPresent();
    }

    private void forget(Manifest route) {
        Manifest bare = TrafficMirrors.withoutTombstone(route);
        if (!bare.equals(route)) {
            cluster.replace(bare);
        }
    }

    /**
     * A run that goes back to how everything was before, on behalf of a claim's holder; advance it until it has finished.
     *
     * @param by who undoes it
     * @return empty if the claim says too little, as one that never got as far as a plan
     */
    public Optional<Run> restore(StandingClaim claim, String by) {
        return Optional.of(claim)
                .filter(standing -> !standing.isEnded())
                .flatMap(Undo::planned)
                .map(journal -> runs.keeping(new MemoryStore()).resume(back(journal, by)));
    }

    /** Whether a claim is on a Service of that name. */
    public static boolean concerns(StandingClaim claim, String service) {
        return claim.targets().stream()
                .anyMatch(target ->
                        FRONTS.contains(target.kind()) && target.name().equals(service));
    }

    /**
     * Writes the specs of the routes back whole as they were when the claim was made, over whatever others have changed since.
     *
     * @return one line for each route: what was done
     */
    public List<String> writeBack(StandingClaim claim) {
        if (prints(claim)) {
            return List.of("run " + claim.run() + " writes no routes, and nor does this: bring them back in git");
        }
        String note = claim.notes().getOrDefault(Planning.ORIGINALS_NOTE, "");
        return ManifestText.tree(note).entrySet().stream()
                .map(route -> writeBack(Address.parse(route.getKey()), route.getValue()))
                .toList();
    }

    private String writeBack(Address address, Object spec) {
        try {
            boolean there = new Editing(cluster)
                    .one(() -> cluster.read(address), () -> true, today -> today.with(spec, "spec"));
            return there
                    ? address.words() + " has the spec that it had when the run began"
                    : address.words() + " is gone and was not made anew";
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.CONFLICT) {
                throw e;
            }
            return address.words() + " was not written back: somebody else keeps changing it";
        }
    }

    /** Ends a claim of a run that has changed nothing yet. */
    public void release(StandingClaim claim) {
        claim.claim().ifPresent(held -> claims.release(held, "restored"));
    }

    /** Objects that runs made and that nobody will remove, because the runs have ended or their claims are gone; touches nothing. */
    public List<Stray> strays(Optional<String> namespace) {
        return new Strays(cluster, claims).in(namespace);
    }

    /** Removes strays. What was left, because it is in use, may go when this is called again. */
    public List<Swept> sweep(List<Stray> strays) {
        return new Strays(cluster, claims).remove(strays);
    }

    /** The journal up to the plan, as a claim carries it, also one that has ended; empty if it never got as far as that. */
    static Optional<Journal> planned(StandingClaim claim) {
        return Optional.ofNullable(claim.notes().get(Planning.JOURNAL_NOTE)).flatMap(text -> read(text, claim.run()));
    }

    private static Optional<Journal> read(String text, String run) {
        try {
            return Optional.of(JournalText.read(text, "the claim of run " + run));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Whoever undoes many runs does not wait for one commit as long as the run itself would. */
    private static Journal impatient(Journal planned) {
        Experiment experiment = planned.experiment();
        Promotion promotion = experiment.promotion();
        return Journal.begun(
                        planned.id(),
                        planned.holder(),
                        experiment.with(new Promotion(promotion.mode(), Duration.ZERO, promotion.keepOld())))
                .plus(planned.entries());
    }

    /** The journal as it would be had the run just given a promotion up: everything that could be open is closed from there. */
    private Journal back(Journal planned, String by) {
        Instant now = runs.clock().instant();
        String because = "undone by " + by;
        if (planned.experiment().prints()) {
            return impatient(planned)
                    .plus(new Entry.Judged(now, Verdict.INCONCLUSIVE, Cause.ROLLED_BACK_BY_HAND, because));
        }
        return planned.plus(List.of(
                new Entry.Judged(now, Verdict.INCONCLUSIVE, Cause.ROLLED_BACK_BY_HAND, because),
                new Entry.Committed(now, ""),
                new Entry.Scaled(now),
                new Entry.Regretted(now, Cause.ROLLED_BACK_BY_HAND, because)));
    }
}
