package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** One attempt to take every lease of a claim, or none. Used once, by one thread. */
final class Taking {
    private final Cluster cluster;
    private final LeaseEdits edits;
    private final Clock clock;
    private final Claim claim;
    private final Deque<Step> done = new ArrayDeque<>();

    Taking(Cluster cluster, Clock clock, Claim claim) {
        this.cluster = cluster;
        this.edits = new LeaseEdits(cluster);
        this.clock = clock;
        this.claim = claim;
    }

    /**
     * Takes them.
     *
     * @param leases a lease's address → its target, in the order to take them in
     */
    Grant of(Map<Address, Address> leases) {
        Optional<Grant.Held> held;
        try {
            held = takeEach(leases);
        } catch (ClusterException failure) {
            giveBack().ifPresent(failure::addSuppressed);
            throw failure;
        }
        if (held.isEmpty()) {
            return new Grant.Granted(claim);
        }
        giveBack().ifPresent(failure -> {
            throw failure;
        });
        return held.get();
    }

    private Optional<Grant.Held> takeEach(Map<Address, Address> leases) {
        for (Map.Entry<Address, Address> entry : leases.entrySet()) {
            Optional<Grant.Held> held = takeOne(entry.getKey(), entry.getValue());
            if (held.isPresent()) {
                return held;
            }
        }
        return Optional.empty();
    }

    private Optional<Grant.Held> takeOne(Address lease, Address target) {
        Optional<Manifest> origin = Optional.empty();
        for (int attempt = 0; attempt < LeaseEdits.TRIES; attempt++) {
            Optional<Manifest> before = cluster.read(lease);
            Optional<Grant.Held> held = before.flatMap(now -> held(now, target, claim.holder()));
            if (held.isPresent()) {
                return held;
            }
            // A lease that became ours only during this call was taken by it, over a connection that broke.
            origin = attempt == 0 || !isMine(before) ? before : origin;
            Optional<Manifest> after = edits.stored(before, taken(before, lease, target));
            if (after.isPresent()) {
                done.push(new Step(origin, after.get()));
                return Optional.empty();
            }
        }
        throw LeaseEdits.busy(lease);
    }

    private Manifest taken(Optional<Manifest> before, Address lease, Address target) {
        before.ifPresent(this::checkGeneration);
        boolean first = done.isEmpty();
        return LeaseText.taken(
                before.orElseGet(() -> LeaseText.bare(lease)),
                target,
                claim,
                first,
                Claims.FIRST_PROMISE,
                clock.instant());
    }

    private boolean isMine(Optional<Manifest> lease) {
        return lease.flatMap(LeaseText::holder).filter(claim.holder()::equals).isPresent();
    }

    /** The holder of a lease, if it is another than {@code own}. */
    static Optional<Grant.Held> held(Manifest lease, Address target, String own) {
        return LeaseText.holder(lease)
                .filter(holder -> !holder.equals(own))
                .map(holder -> new Grant.Held(
                        target,
                        holder,
                        LeaseText.run(lease).orElse(holder),
                        LeaseText.since(lease),
                        LeaseText.deadline(lease)));
    }

    /** A generation never goes back and ends once, so that a late twin of a run cannot bring it back to life. */
    private void checkGeneration(Manifest lease) {
        long seen = LeaseText.generation(lease);
        boolean ended = LeaseText.holder(lease).isEmpty();
        if (seen > claim.generation() || (ended && seen == claim.generation())) {
            throw new ClusterException(
                    Reason.CONFLICT,
                    "cannot claim with generation " + claim.generation() + ": "
                            + lease.address().words()
                            + " has seen generation " + seen + " of run "
                            + LeaseText.run(lease).orElse("unknown") + "; take the next generation");
        }
    }

    /** Undoes this attempt, newest step first, as far as it can; the first failure is returned. */
    private Optional<ClusterException> giveBack() {
        Optional<ClusterException> first = Optional.empty();
        for (Step step : done) {
            try {
                undo(step);
            } catch (ClusterException failure) {
                first = first.isPresent() ? first : Optional.of(failure);
            }
        }
        return first;
    }

    private void undo(Step step) {
        if (step.before().isEmpty()) {
            edits.deleteUnchanged(step.after());
        } else if (!isMine(step.before())) {
            Manifest before = step.before().get();
            // If somebody changed it meanwhile, it is theirs.
            edits.stored(step.before(), before.with(step.after().resourceVersion(), "metadata", "resourceVersion"));
        }
    }

    /** A lease as it was found and as it was made. */
    private record Step(Optional<Manifest> before, Manifest after) {}
}
