package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Selection;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the addresses behind each Service, as Endpoints and as an EndpointSlice. */
final class EndpointsController implements Runnable {
    private static final String SLICES = "endpointslices.discovery.k8s.io";

    private final Cluster cluster;

    EndpointsController(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void run() {
        cluster.all("services").stream()
                .filter(service -> !Tree.leaving(service))
                .filter(service -> !Tree.at(service, "spec", "selector").isEmpty())
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode service) {
        List<ObjectNode> pods = cluster.in("pods", Tree.namespace(service)).stream()
                .filter(pod -> Selection.serviceSelects(service, pod))
                .filter(pod -> !Tree.text(pod, "status", "podIP").isEmpty())
                .toList();
        keep("endpoints", service, object -> writeEndpoints(object, service, pods));
        keep(SLICES, service, object -> writeSlice(object, service, pods));
    }

    private void keep(String resource, ObjectNode service, Consumer<ObjectNode> write) {
        cluster.find(resource, Tree.namespace(service), Tree.name(service))
                .ifPresentOrElse(there -> cluster.edit(resource, there, write), () -> {
                    ObjectNode fresh = Tree.object();
                    ObjectNode metadata = fresh.putObject("metadata");
                    metadata.put("name", Tree.name(service)).put("namespace", Tree.namespace(service));
                    Tree.within(metadata, "labels").put("kubernetes.io/service-name", Tree.name(service));
                    Tree.listIn(metadata, "ownerReferences").add(Cluster.controllerReference(service));
                    write.accept(fresh);
                    cluster.create(resource, fresh);
                });
    }

    private static void writeEndpoints(ObjectNode endpoints, ObjectNode service, List<ObjectNode> pods) {
        List<ObjectNode> staying =
                pods.stream().filter(pod -> !Tree.leaving(pod)).toList();
        ArrayNode subsets = endpoints.putArray("subsets");
        if (staying.isEmpty()) {
            return;
        }
        ObjectNode subset = subsets.addObject();
        for (ObjectNode pod : staying) {
            String list = PodConditions.isReady(pod) ? "addresses" : "notReadyAddresses";
            ObjectNode address = Tree.listIn(subset, list).addObject();
            address.put("ip", Tree.text(pod, "status", "podIP")).put("nodeName", Tree.text(pod, "spec", "nodeName"));
            address.set("targetRef", reference(pod));
        }
        subset.set("ports", ports(service, staying.get(0)));
    }

    private static void writeSlice(ObjectNode slice, ObjectNode service, List<ObjectNode> pods) {
        slice.put("addressType", "IPv4");
        ArrayNode endpoints = slice.putArray("endpoints");
        for (ObjectNode pod : pods) {
            boolean ready = PodConditions.isReady(pod);
            ObjectNode endpoint = endpoints.addObject();
            endpoint.putArray("addresses").add(Tree.text(pod, "status", "podIP"));
            endpoint.putObject("conditions")
                    .put("ready", ready && !Tree.leaving(pod))
                    .put("serving", ready)
                    .put("terminating", Tree.leaving(pod));
            endpoint.put("nodeName", Tree.text(pod, "spec", "nodeName"));
            endpoint.set("targetRef", reference(pod));
        }
        slice.set("ports", pods.isEmpty() ? Tree.array() : ports(service, pods.get(0)));
    }

    private static ArrayNode ports(ObjectNode service, ObjectNode pod) {
        ArrayNode ports = Tree.array();
        for (JsonNode port : Tree.at(service, "spec", "ports")) {
            ObjectNode shown = ports.addObject();
            Tree.word(port, "name").ifPresent(name -> shown.put("name", name));
            shown.put("port", target(port.path("targetPort"), port, pod));
            shown.put("protocol", Tree.text(port, "protocol"));
        }
        return ports;
    }

    /** A number, or the name of a port of one of the pod's containers. */
    private static int target(JsonNode target, JsonNode port, ObjectNode pod) {
        if (target.isInt()) {
            return target.asInt();
        }
        return Tree.each(Tree.at(pod, "spec", "containers"))
                .flatMap(container -> Tree.each(container.path("ports")))
                .filter(named -> Tree.text(named, "name").equals(target.asText()))
                .map(named -> Tree.number(named, 0, "containerPort"))
                .findFirst()
                .orElse(Tree.number(port, 0, "port"));
    }

    private static ObjectNode reference(ObjectNode pod) {
        return Tree.object()
                .put("kind", "Pod")
                .put("name", Tree.name(pod))
                .put("namespace", Tree.namespace(pod))
                .put("uid", Tree.uid(pod));
    }
}
