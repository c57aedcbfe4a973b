package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.metrics.MetricsPool;
import java.time.Clock;

/**
 * What the runs of one process share, so that many cost little more than one: connections to metrics systems, questions to them, and one
 * view of the routes. Thread-safe; costs nothing while no run looks.
 */
public final class Shared {
    private final MetricsPool metrics;
    private final Routebook routes;

    /**
     * For the runs on one cluster.
     *
     * @param clock that of the runs
     */
    public Shared(Cluster cluster, Clock clock) {
        this.metrics = new MetricsPool(clock);
        this.routes = new Routebook(cluster, clock);
    }

    MetricsPool metrics() {
        return metrics;
    }

    Routebook routes() {
        return routes;
    }
}
