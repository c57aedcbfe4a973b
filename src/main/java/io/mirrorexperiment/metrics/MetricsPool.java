package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics systems that the runs of one process ask: each is opened once, however many runs ask it, and is asked about several runs
 * in one go where they look at the same time. Thread-safe.
 */
public final class MetricsPool {
    /** Of systems that have not been asked for long nothing is kept. */
    private static final int MOST = 256;

    private final Clock clock;
    private final Calls calls;
    private final Map<Key, SharedSource> sources = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SharedSource> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A pool.
     *
     * @param clock our own clock, the one of the instants that are asked about
     * @param calls counts the questions
     */
    public MetricsPool(Clock clock, Calls calls) {
        this.clock = clock;
        this.calls = calls;
    }

    /** Who shows the same credentials to the same system; of another namespace the same name is another secret. */
    private record Key(MetricsSystem system, String namespace) {}

    /**
     * Opens a source, as {@link MetricSources#open} does; closing it leaves it to the others.
     *
     * @param namespace whose secrets they are
     */
    public MetricSource open(MetricsSystem system, String namespace, Secrets secrets, Pods pods) {
        if (system.direct().isPresent()) {
            return MetricSources.open(system, secrets, pods, clock, calls);
        }
        boolean open = system.auth() instanceof MetricsSystem.Auth.None
                && system.ca().isEmpty()
                && system.client().isEmpty();
        synchronized (sources) {
            return sources.computeIfAbsent(
                    new Key(system, open ? "" : namespace),
                    key -> new SharedSource(
                            new PrometheusSource(system, secrets, clock, PrometheusSource.FRESH, calls)));
        }
    }
}
