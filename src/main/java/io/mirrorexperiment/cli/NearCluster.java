package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import java.util.Optional;

/**
 * A cluster that may not be there.
 *
 * @param cluster if it is
 * @param trouble why not, otherwise
 */
record NearCluster(Optional<Cluster> cluster, String trouble) implements AutoCloseable {
    /**
     * Connects.
     *
     * @param needless whether nobody would ask it for anything
     */
    static NearCluster of(ClusterFlags flags, boolean needless) {
        if (needless) {
            return new NearCluster(Optional.empty(), "");
        }
        try {
            return new NearCluster(Optional.of(flags.connect()), "");
        } catch (ClusterException e) {
            return new NearCluster(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        cluster.ifPresent(Cluster::close);
    }
}
