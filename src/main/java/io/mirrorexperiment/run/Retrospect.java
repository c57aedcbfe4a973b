package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
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
import org.jspecify.annotations.Nullable;

/**
 * What versions did lately, as far as a metrics system remembers; decides nothing.
 *
 * @param cluster where Secrets are
 * @param files that sign in
 * @param clock our own
 * @param namespace of the versions, and of the Secrets
 */
public record Retrospect(Cluster cluster, HostFiles files, Clock clock, String namespace) {
    private static final Counters NONE = new Counters(Map.of());

    /** Why a metrics system cannot be used at all; empty if it can. */
    public Optional<String> trouble(MetricsSystem system) {
        try (MetricSource source = open(system)) {
            return source.trouble().join();
        }
    }

    /**
     * What each of some Deployments did in the window that ends now; nothing where that is not known. One that was not there at its
     * beginning counts from zero, if another was: then the system did remember.
     */
    public Map<String, Totals> of(MetricsSystem system, Collection<String> deployments, Duration window) {
        Instant now = clock.instant();
        try (MetricSource source = open(system)) {
            Map<String, Reading> before = readings(source, deployments, now.minus(window));
            Map<String, Reading> after = readings(source, deployments, now);
            boolean remembers = before.values().stream().anyMatch(Counters.class::isInstance);
            Map<String, Totals> seen = new TreeMap<>();
            before.forEach((name, then) -> seen.put(
                    name, between(then instanceof Reading.Absent && remembers ? NONE : then, after.get(name))));
            return seen;
        }
    }

    private Map<String, Reading> readings(MetricSource source, Collection<String> deployments, Instant at) {
        Map<String, Reading> readings = new TreeMap<>();
        deployments.forEach(each -> readings.put(
                each, source.counters(new Population(namespace, each), at).join()));
        return readings;
    }

    private static Totals between(Reading then, @Nullable Reading now) {
        return then instanceof Counters before
                        && now instanceof Counters after
                        && Tally.increment(before, after) instanceof Increment.Counted counted
                ? counted.totals()
                : Totals.NONE;
    }

    /** Why the counters of a Deployment may never come, as far as the metrics system can tell. */
    public Optional<String> hint(MetricsSystem system, String deployment) {
        try (MetricSource source = open(system)) {
            return source.hint(new Population(namespace, deployment)).join();
        }
    }

    private MetricSource open(MetricsSystem system) {
        return MetricSources.open(system, new Vault(Optional.of(cluster), files, namespace), clock);
    }
}
