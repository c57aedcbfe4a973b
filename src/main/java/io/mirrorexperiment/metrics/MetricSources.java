package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.time.Clock;

/** Opens the metrics system that a spec names; a new system is one class and one line here. */
public final class MetricSources {
    private MetricSources() {}

    /**
     * Opens a source; nothing is asked yet.
     *
     * @param secrets asked anew at each look
     * @param pods asked anew at each look, where the system is the pods themselves
     * @param clock our own clock, the one of the instants that are asked about
     */
    public static MetricSource open(MetricsSystem system, Secrets secrets, Pods pods, Clock clock) {
        return open(system, secrets, pods, clock, Calls.NONE);
    }

    /** The same for a host that counts what it asks. */
    public static MetricSource open(MetricsSystem system, Secrets secrets, Pods pods, Clock clock, Calls calls) {
        return system.direct().isPresent()
                ? new DirectSource(system, pods, clock)
                : new PrometheusSource(system, secrets, clock, PrometheusSource.FRESH, calls);
    }

    /** Likewise, for whoever has no cluster at hand: there pods tell nothing. */
    public static MetricSource open(MetricsSystem system, Secrets secrets, Clock clock) {
        return open(system, secrets, Pods.NONE, clock);
    }
}
