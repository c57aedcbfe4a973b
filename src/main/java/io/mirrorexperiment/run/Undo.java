package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.journal.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Undoes other people's runs from what their claims in the cluster say: from any machine, without their journals. A run that was
 * in the middle of a promotion is taken back.
 */
public final class Undo {
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

    /** Deletes the remains of a run that has ended. */
    public void purge(StandingClaim ended) {
        claims.purge(ended);
    }

    /**
     * A run that goes back to how everything was before, on behalf of a claim's holder; advance it until it has finished.
     *
     * @param by who undoes it
     * @return empty if the claim says too little, as one that never got as far as a plan
     */
    public Optional<Run> restore(StandingClaim claim, String by) {
        return claim.claim()
                .flatMap(held -> Optional.ofNullable(held.notes().get(Planning.JOURNAL_NOTE)))
                .flatMap(text -> read(text, claim.run()))
                .map(journal -> runs.keeping(new MemoryStore()).resume(back(journal, by)));
    }

    /** Ends a claim of a run that has changed nothing yet. */
    public void release(StandingClaim claim) {
        claim.claim().ifPresent(held -> claims.release(held, "restored"));
    }

    private static Optional<Journal> read(String text, String run) {
        try {
            return Optional.of(JournalText.read(text, "the claim of run " + run));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** The journal as it would be had the run just given a promotion up: everything that could be open is closed from there. */
    private Journal back(Journal planned, String by) {
        Instant now = runs.clock().instant();
        String because = "undone by " + by;
        return planned.plus(List.of(
                new Entry.Judged(now, Verdict.INCONCLUSIVE, Cause.ROLLED_BACK_BY_HAND, because),
                new Entry.Committed(now, ""),
                new Entry.Scaled(now),
                new Entry.Regretted(now, Cause.ROLLED_BACK_BY_HAND, because)));
    }
}
