package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.metrics.Calls;
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
     * @param calls counts the questions to metrics systems
     */
    public Shared(Cluster cluster, Clock clock, Calls calls) {
        this.metrics = new MetricsPool(clock, calls);
        this.routes = new Routebook(cluster, clock);
    }

    MetricsPool metrics() {
        return metrics;
    }

    Routebook routes() {
        return routes;
    }
}
