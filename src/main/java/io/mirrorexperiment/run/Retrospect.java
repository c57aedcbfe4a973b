package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.metrics.MetricSources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What versions did lately, as far as a metrics system remembers; decides nothing.
 *
 * @param cluster where Secrets are
 * @param files that sign in
 * @param clock our own
 * @param namespace of the versions, and of the Secrets
 */
public record Retrospect(Cluster cluster, HostFiles files, Clock clock, String namespace) {
    /** Why a metrics system cannot be used at all; empty if it can. */
    public Optional<String> trouble(MetricsSystem system) {
        try (MetricSource source = open(system)) {
            return source.trouble().join();
        }
    }

    /** What each of some Deployments did in the window that ends now; nothing where that is not known. */
    public Map<String, Totals> of(MetricsSystem system, Collection<String> deployments, Duration window) {
        Map<String, Totals> seen = new TreeMap<>();
        Instant now = clock.instant();
        try (MetricSource source = open(system)) {
            deployments.forEach(each -> seen.put(each, between(source, each, now.minus(window), now)));
        }
        return seen;
    }

    /** Why the counters of a Deployment may never come, as far as the metrics system can tell. */
    public Optional<String> hint(MetricsSystem system, String deployment) {
        try (MetricSource source = open(system)) {
            return source.hint(new Population(namespace, deployment)).join();
        }
    }

    private Totals between(MetricSource source, String deployment, Instant then, Instant now) {
        Population population = new Population(namespace, deployment);
        return source.counters(population, then).join() instanceof Counters before
                        && source.counters(population, now).join() instanceof Counters after
                        && Tally.increment(before, after) instanceof Increment.Counted counted
                ? counted.totals()
                : Totals.NONE;
    }

    private MetricSource open(MetricsSystem system) {
        return MetricSources.open(system, new Vault(Optional.of(cluster), files, namespace), clock);
    }
}
