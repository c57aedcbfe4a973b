package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Programs the mesh as a Route wants it, and lets each revision know whether a route knows it. */
final class RouteController implements Runnable {
    private static final String ASSIGNED = "AllTrafficAssigned";
    private static final String INGRESS = "IngressReady";
    private static final String CERTIFICATE = "CertificateProvisioned";
    private static final String VIRTUAL_SERVICES = "virtualservices.networking.istio.io";

    private final Cluster cluster;
    private final KnativeOptions options;
    private final RevisionLabels labels;

    RouteController(Cluster cluster, KnativeOptions options) {
        this.cluster = cluster;
        this.options = options;
        this.labels = new RevisionLabels(cluster);
    }

    @Override
    public void run() {
        cluster.all(Knative.ROUTES).stream()
                .filter(route -> !Tree.leaving(route))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode route) {
        RouteAddress address = new RouteAddress(route, options.domain());
        Traffic traffic = Traffic.of(cluster, route);
        keep("services", route, RouteParts.tagged(route, ""));
        if (traffic.mark().isTrue()) {
            program(route, address, traffic);
        }
        Conditions conditions = conditions(route, traffic);
        cluster.report(Knative.ROUTES, route, status -> {
            status.put("url", address.url("")).putObject("address").put("url", address.local());
            if (traffic.mark().isTrue()) {
                status.set("traffic", traffic.status(address));
            }
            conditions.write(status, cluster.stamp());
            status.put("observedGeneration", Tree.number(route, 1, "metadata", "generation"));
        });
        cluster.find(Knative.ROUTES, Tree.namespace(route), Tree.name(route)).ifPresent(labels::follow);
    }

    /** A route that was programmed once stays so while its traffic can't be assigned anew. */
    private static Conditions conditions(ObjectNode route, Traffic traffic) {
        Conditions conditions = new Conditions(route, List.of(ASSIGNED, INGRESS, CERTIFICATE));
        conditions.mark(ASSIGNED, traffic.mark());
        conditions.mark(CERTIFICATE, new Mark("True", "TLSNotEnabled", "autoTLS is not enabled"));
        if (traffic.mark().isTrue()) {
            conditions.mark(INGRESS, Mark.TRUE);
        }
        return conditions;
    }

    private void program(ObjectNode route, RouteAddress address, Traffic traffic) {
        keep(VIRTUAL_SERVICES, route, RouteParts.ingress(route, address, traffic));
        keep(VIRTUAL_SERVICES, route, RouteParts.mesh(route, address, traffic));
        Set<String> wanted = new TreeSet<>(Set.of(Tree.name(route)));
        for (String tag : traffic.tags()) {
            keep("services", route, RouteParts.tagged(route, tag));
            wanted.add(RouteParts.host(route, tag));
        }
        cluster.controlled("services", route).stream()
                .filter(service -> !wanted.contains(Tree.name(service)))
                .forEach(service -> cluster.delete("services", service, Deletion.usual()));
    }

    private void keep(String resource, ObjectNode route, ObjectNode wanted) {
        cluster.find(resource, Tree.namespace(route), Tree.name(wanted))
                .ifPresentOrElse(
                        there -> {
                            if (Cluster.isControlledBy(there, route)) {
                                cluster.edit(resource, there, copy -> adjust(copy, wanted));
                            }
                        },
                        () -> cluster.create(resource, wanted));
    }

    /** Of a spec only what is wanted: the server fills in the rest. */
    private static void adjust(ObjectNode object, ObjectNode wanted) {
        ObjectNode spec = Tree.within(object, "spec");
        wanted.path("spec").properties().forEach(field -> {
            JsonNode before = spec.path(field.getKey());
            JsonNode after = field.getValue();
            boolean ports = after instanceof ArrayNode && field.getKey().equals("ports");
            if (!ports || before.isMissingNode()) {
                spec.set(field.getKey(), after);
            }
        });
    }
}
