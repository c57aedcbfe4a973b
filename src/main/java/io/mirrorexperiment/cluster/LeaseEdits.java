package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Optional;
import java.util.function.Function;

/** Changes leases by compare-and-set, again and again as long as somebody else is quicker. Thread-safe. */
final class LeaseEdits {
    static final int TRIES = 8;

    private final Cluster cluster;

    LeaseEdits(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Reads a lease and stores what {@code step} makes of it; an empty result leaves the lease as it is.
     *
     * @return whether anything was stored
     */
    boolean change(Address lease, Function<Optional<Manifest>, Optional<Manifest>> step) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Manifest> before = cluster.read(lease);
            Optional<Manifest> after = step.apply(before);
            if (after.isEmpty() || stored(before, after.get()).isPresent()) {
                return after.isPresent();
            }
        }
        throw busy(lease);
    }

    /** Stores a lease over what was read, or where nothing was; empty if somebody else was quicker. */
    Optional<Manifest> stored(Optional<Manifest> before, Manifest after) {
        try {
            return Optional.of(before.isEmpty() ? cluster.create(after) : cluster.replace(after));
        } catch (ClusterException race) {
            if (race.reason() == Reason.ALREADY_EXISTS || race.reason() == Reason.CONFLICT) {
                return Optional.empty();
            }
            throw race;
        }
    }

    /** Deletes a lease if it is still as it was read; else it stays. */
    void deleteUnchanged(Manifest lease) {
        try {
            cluster.deleteUnchanged(lease);
        } catch (ClusterException changed) {
            if (changed.reason() != Reason.CONFLICT) {
                throw changed;
            }
        }
    }

    static ClusterException busy(Address lease) {
        return new ClusterException(
                Reason.CONFLICT, lease.words() + " was changed by others " + TRIES + " times in a row");
    }
}
