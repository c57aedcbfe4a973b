package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Optional;

/** Finds objects that an object names. */
@FunctionalInterface
public interface Beside {
    /**
     * One of them; empty if there is none, also where the cluster has no such kind.
     *
     * @throws io.mirrorexperiment.cluster.ClusterException if that cannot be told now
     */
    Optional<Manifest> find(Address address);

    /** For a place where there is nothing beside. */
    static Beside nothing() {
        return address -> Optional.empty();
    }
}
