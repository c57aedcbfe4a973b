package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.metrics.MetricSources;
import io.mirrorexperiment.traffic.Treatments;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the traffic of a mesh, whether or not a run goes on; touches nothing.
 *
 * @param cluster where routes and Secrets are; empty where none is at hand
 * @param files that a spec names
 * @param clock our own
 */
public record Sights(Optional<Cluster> cluster, HostFiles files, Clock clock) {
    /**
     * The traffic of the window that ends now.
     *
     * @param namespace where the Secrets of the metrics system are
     * @param objects routes and rules, which tell of mirrors and faults
     */
    public Sight see(MetricsSystem system, String namespace, Scope scope, Duration window, List<Manifest> objects) {
        try (MetricSource source = MetricSources.open(system, new Vault(cluster, files, namespace), clock)) {
            Sight sight = source.traffic(scope, clock.instant(), window).join();
            return sight instanceof Sight.Seen seen ? new Sight.Seen(treated(seen.graph(), objects)) : sight;
        }
    }

    private static Graph treated(Graph graph, List<Manifest> objects) {
        Graph treated = graph.treated(Treatments.of(objects));
        for (var treatment : treated.treatments()) {
            boolean vague =
                    treatment.target().filter(target -> !target.isTellable()).isPresent();
            treated = vague
                    ? treated.with(treatment.where() + " " + treatment.words()
                            + ": telemetry does not tell which workloads that are, so these copies look like requests.")
                    : treated;
        }
        return treated;
    }

    /**
     * The routes, the rules, and the Deployments that tell whom a subset means.
     *
     * @param namespaces where Deployments are looked for, and routes where not all of them may be read
     * @throws ClusterException if they cannot be read
     */
    public List<Manifest> routes(Set<String> namespaces) {
        List<Manifest> objects = new ArrayList<>();
        for (Kind kind : Treatments.KINDS) {
            if (cluster.orElseThrow().serves(kind)) {
                objects.addAll(kind.equals(Kind.DEPLOYMENT) ? within(kind, namespaces) : anywhere(kind, namespaces));
            }
        }
        return objects;
    }

    private List<Manifest> anywhere(Kind kind, Set<String> namespaces) {
        try {
            return cluster.orElseThrow().list(kind, Optional.empty(), Map.of());
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return within(kind, namespaces);
        }
    }

    private List<Manifest> within(Kind kind, Set<String> namespaces) {
        return namespaces.stream()
                .flatMap(namespace -> cluster.orElseThrow().list(kind, Optional.of(namespace), Map.of()).stream())
                .toList();
    }
}
