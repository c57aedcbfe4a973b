package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Change;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives each Knative Service its Configuration and its Route, and tells in its status what became of them. */
final class ServiceController implements Runnable {
    private static final String CONFIGURED = "ConfigurationsReady";
    private static final String ROUTED = "RoutesReady";
    private static final String COMPONENT = "service-controller";
    private static final List<String> OF_CONFIGURATION =
            List.of("latestCreatedRevisionName", "latestReadyRevisionName");
    private static final List<String> OF_ROUTE = List.of("address", "traffic", "url");

    private final Cluster cluster;
    private final ConfigurationController configurations;
    private long seen;

    ServiceController(Cluster cluster, ConfigurationController configurations) {
        this.cluster = cluster;
        this.configurations = configurations;
    }

    @Override
    public void run() {
        news().stream().filter(service -> !Tree.leaving(service)).forEach(this::configure);
        cluster.all(Knative.SERVICES).stream()
                .filter(service -> !Tree.leaving(service))
                .forEach(this::reconcile);
    }

    /**
     * Services as each of their changes left them: two changes may come faster than this controller does, and each
     * template is to make its revision.
     */
    private List<ObjectNode> news() {
        try {
            List<Change> changes = cluster.store().after(seen, Duration.ZERO);
            seen = changes.isEmpty() ? seen : changes.get(changes.size() - 1).version();
            return changes.stream()
                    .filter(change -> change.kind().resource().equals(Knative.SERVICES) && !change.deleted())
                    .map(Change::after)
                    .filter(this::isThere)
                    .toList();
        } catch (Refusal forgotten) {
            seen = cluster.store().version();
            return List.of();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private boolean isThere(ObjectNode service) {
        return cluster.find(Knative.SERVICES, Tree.namespace(service), Tree.name(service))
                .filter(now -> Tree.uid(now).equals(Tree.uid(service)))
                .isPresent();
    }

    private void reconcile(ObjectNode service) {
        Conditions conditions = new Conditions(service, List.of(CONFIGURED, ROUTED));
        Optional<ObjectNode> configuration = configure(service);
        Optional<ObjectNode> route = Optional.empty();
        if (configuration.isEmpty()) {
            conditions.mark(CONFIGURED, notOwned("Configuration", service));
        } else {
            conditions.mark(CONFIGURED, configured(configuration.get()));
            route = routed(service, configuration.get(), conditions);
        }
        report(service, configuration, route, conditions);
    }

    private static Mark notOwned(String kind, ObjectNode service) {
        return Mark.failed(
                "NotOwned", "There is an existing " + kind + " \"" + Tree.name(service) + "\" that we do not own.");
    }

    private static Mark configured(ObjectNode configuration) {
        return Conditions.isObserved(configuration)
                ? Conditions.find(configuration, Conditions.READY).orElse(Mark.unknown("", ""))
                : Mark.unknown(
                        "OutOfDate", "The Configuration is still working to reflect the latest desired specification.");
    }

    private Optional<ObjectNode> routed(ObjectNode service, ObjectNode configuration, Conditions conditions) {
        Optional<String> taken = configurations.takenName(configuration);
        if (taken.isPresent()) {
            conditions.mark(
                    ROUTED,
                    Mark.failed(
                            "RevisionNameTaken",
                            "The revision name \"" + taken.get()
                                    + "\" is taken by a conflicting Revision, so traffic will not be migrated"));
            return Optional.empty();
        }
        Optional<ObjectNode> route = keep(Knative.ROUTES, service, ServiceParts.route(service));
        conditions.mark(
                ROUTED, route.map(there -> migrated(there, configuration)).orElseGet(() -> notOwned("Route", service)));
        return route;
    }

    private static Mark migrated(ObjectNode route, ObjectNode configuration) {
        if (!Conditions.isObserved(route)) {
            return Mark.unknown("OutOfDate", "The Route is still working to reflect the latest desired specification.");
        }
        Mark ready = Conditions.find(route, Conditions.READY).orElse(Mark.unknown("", ""));
        return ready.isTrue() && !ServiceParts.isMigrated(route, configuration)
                ? Mark.unknown("TrafficNotMigrated", "Traffic is not yet migrated to the latest revision.")
                : ready;
    }

    /** The Configuration as that version of the Service wants it, with its revision; empty if it is somebody else's. */
    private Optional<ObjectNode> configure(ObjectNode service) {
        Optional<ObjectNode> configuration = keep(Knative.CONFIGURATIONS, service, ServiceParts.configuration(service));
        configuration.ifPresent(configurations::stamp);
        return configuration;
    }

    private Optional<ObjectNode> keep(String resource, ObjectNode service, ObjectNode wanted) {
        Optional<ObjectNode> there = cluster.find(resource, Tree.namespace(service), Tree.name(service));
        if (there.isEmpty()) {
            ObjectNode created = cluster.create(resource, wanted);
            String kind = Tree.text(created, "kind");
            cluster.event(
                    service, COMPONENT, "Normal", "Created", "Created " + kind + " \"" + Tree.name(created) + "\"");
            return Optional.of(created);
        }
        if (!Cluster.isControlledBy(there.get(), service)) {
            return Optional.empty();
        }
        cluster.edit(resource, there.get(), copy -> ServiceParts.adjust(copy, wanted));
        return cluster.find(resource, Tree.namespace(service), Tree.name(service));
    }

    private void report(
            ObjectNode service, Optional<ObjectNode> configuration, Optional<ObjectNode> route, Conditions conditions) {
        cluster.report(Knative.SERVICES, service, status -> {
            configuration.ifPresent(from -> copy(OF_CONFIGURATION, from, status));
            route.filter(Conditions::isObserved).ifPresent(from -> copy(OF_ROUTE, from, status));
            conditions.write(status, cluster.stamp());
            status.put("observedGeneration", Tree.number(service, 1, "metadata", "generation"));
        });
    }

    private static void copy(List<String> fields, ObjectNode from, ObjectNode status) {
        for (String field : fields) {
            JsonNode value = Tree.at(from, "status", field);
            if (value.isMissingNode()) {
                status.remove(field);
            } else {
                status.set(field, value.deepCopy());
            }
        }
    }
}
