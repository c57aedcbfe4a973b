package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The clusters of the profiles, each connected once and anew when its profile or its credential has changed. Thread-safe.
 */
final class Clusters {
    private record Connected(ClusterOptions options, Cluster cluster) {}

    private final Map<String, Connected> connected = new HashMap<>();

    /**
     * The cluster of a profile; the same as long as nothing about it has changed. Sends nothing.
     *
     * @param profile its name; empty for the default
     * @throws AbortException if there is no such profile, or its credential can't be had
     */
    synchronized Cluster connect(String profile) throws AbortException {
        ClusterOptions today = options(profile);
        Connected known = connected.get(profile);
        if (known != null && known.options().equals(today)) {
            return known.cluster();
        }
        Cluster cluster = Cluster.connect(today);
        connected.put(profile, new Connected(today, cluster));
        if (known != null) {
            known.cluster().close();
        }
        return cluster;
    }

    private static ClusterOptions options(String profile) throws AbortException {
        try {
            return MirrorExperimentConfiguration.get().cluster(profile);
        } catch (IOException | IllegalArgumentException e) {
            throw new AbortException(String.valueOf(e.getMessage()));
        }
    }

    synchronized void close() {
        connected.values().forEach(each -> each.cluster().close());
        connected.clear();
    }
}
