package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Deployment, the Services and the Endpoints of a revision. */
final class RevisionParts {
    static final String QUEUE = "queue-proxy";

    private static final int USER_PORT = 8080;
    private static final int QUEUE_PORT = 8012;
    /** What the queue-proxy listens on beside its port for requests. */
    private static final Map<String, Integer> QUEUE_PORTS =
            new TreeMap<>(Map.of("http-queueadm", 8022, "http-autometric", 9090, "http-usermetric", 9091));

    private static final String QUEUE_IMAGE = "gcr.io/knative-releases/knative.dev/serving/cmd/queue:sandbox";
    private static final String REVISION_UID = Knative.key("revisionUID");
    private static final List<String> ROUTING_LABELS = List.of(Knative.key("route"), Knative.key("routingState"));
    private static final List<String> ROUTING_ANNOTATIONS =
            List.of(Knative.key("routes"), Knative.key("routingStateModified"));

    private RevisionParts() {}

    static ObjectNode deployment(ObjectNode revision, ArrayNode digests, int deadlineSeconds) {
        ObjectNode deployment = owned(revision, Tree.name(revision) + "-deployment");
        ObjectNode spec = deployment.putObject("spec");
        spec.put("replicas", 1).put("progressDeadlineSeconds", deadlineSeconds);
        Tree.within(spec, "selector", "matchLabels").put(REVISION_UID, Tree.uid(revision));
        Tree.within(spec, "strategy").put("type", "RollingUpdate");
        Tree.within(spec, "strategy", "rollingUpdate").put("maxUnavailable", 0);
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").set("labels", labels(revision));
        Tree.within(template, "metadata").set("annotations", annotations(revision));
        template.set("spec", podSpec(revision, digests));
        return deployment;
    }

    private static ObjectNode podSpec(ObjectNode revision, ArrayNode digests) {
        ObjectNode spec = revision.path("spec").deepCopy();
        spec.put("terminationGracePeriodSeconds", spec.path("timeoutSeconds").asInt());
        spec.remove(List.of("timeoutSeconds", "containerConcurrency"));
        ArrayNode containers = Tree.listIn(spec, "containers");
        for (int i = 0; i < containers.size(); i++) {
            ObjectNode container = (ObjectNode) containers.get(i);
            container.put("image", Tree.text(digests.path(i), "imageDigest"));
            container.put("terminationMessagePolicy", "FallbackToLogsOnError");
            if (containers.size() == 1 || !container.path("ports").isEmpty()) {
                serve(container, revision);
            }
        }
        containers.add(queue(revision));
        return spec;
    }

    private static void serve(ObjectNode container, ObjectNode revision) {
        ArrayNode ports = Tree.listIn(container, "ports");
        ObjectNode port = ports.isEmpty() ? ports.addObject() : (ObjectNode) ports.get(0);
        port.put("name", "user-port").put("containerPort", Tree.number(port, USER_PORT, "containerPort"));
        ArrayNode env = Tree.listIn(container, "env");
        variable(env, "PORT", Tree.text(port, "containerPort"));
        variable(env, "K_REVISION", Tree.name(revision));
        variable(env, "K_CONFIGURATION", label(revision, "configuration"));
        variable(env, "K_SERVICE", label(revision, "service"));
        container.remove("readinessProbe");
    }

    private static ObjectNode queue(ObjectNode revision) {
        ObjectNode queue = Tree.object();
        queue.put("name", QUEUE).put("image", QUEUE_IMAGE);
        ArrayNode ports = queue.putArray("ports");
        QUEUE_PORTS.forEach((name, number) -> port(ports, name, number));
        port(ports, "queue-port", QUEUE_PORT);
        ArrayNode env = queue.putArray("env");
        variable(env, "SERVING_NAMESPACE", Tree.namespace(revision));
        variable(env, "SERVING_SERVICE", label(revision, "service"));
        variable(env, "SERVING_CONFIGURATION", label(revision, "configuration"));
        variable(env, "SERVING_REVISION", Tree.name(revision));
        return queue;
    }

    private static void port(ArrayNode ports, String name, int number) {
        ports.addObject().put("name", name).put("containerPort", number);
    }

    private static void variable(ArrayNode env, String name, String value) {
        env.addObject().put("name", name).put("value", value);
    }

    /** The Service that routes name: without a selector, backed by the activator. */
    static ObjectNode publicService(ObjectNode revision) {
        ObjectNode service = service(revision, Tree.name(revision), "Public");
        Tree.listIn(Tree.within(service, "spec"), "ports")
                .addObject()
                .put("name", "http")
                .put("port", 80)
                .put("targetPort", QUEUE_PORT);
        return service;
    }

    /** What stands behind the public Service: with the shipped burst capacity the activator, at any scale of a few pods. */
    static ObjectNode endpoints(ObjectNode revision) {
        ObjectNode endpoints = service(revision, Tree.name(revision), "Public");
        endpoints.remove("spec");
        ObjectNode subset = endpoints.putArray("subsets").addObject();
        subset.putArray("addresses").addObject().put("ip", "127.0.0.1");
        subset.putArray("ports")
                .addObject()
                .put("name", "http")
                .put("port", QUEUE_PORT)
                .put("protocol", "TCP");
        return endpoints;
    }

    static ObjectNode privateService(ObjectNode revision) {
        ObjectNode service = service(revision, Tree.name(revision) + "-private", "Private");
        ObjectNode spec = Tree.within(service, "spec");
        spec.putObject("selector").put(REVISION_UID, Tree.uid(revision));
        ArrayNode ports = spec.putArray("ports");
        ports.addObject().put("name", "http").put("port", 80).put("targetPort", QUEUE_PORT);
        QUEUE_PORTS.forEach((name, number) ->
                ports.addObject().put("name", name).put("port", number).put("targetPort", name));
        return service;
    }

    private static ObjectNode service(ObjectNode revision, String name, String type) {
        ObjectNode service = owned(revision, name);
        Tree.within(service, "metadata", "labels")
                .put("networking.internal.knative.dev/serverlessservice", Tree.name(revision))
                .put("networking.internal.knative.dev/serviceType", type);
        service.putObject("spec");
        return service;
    }

    private static ObjectNode owned(ObjectNode revision, String name) {
        ObjectNode object = Tree.object();
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name).put("namespace", Tree.namespace(revision));
        metadata.set("labels", labels(revision));
        metadata.set("annotations", annotations(revision));
        metadata.putArray("ownerReferences").add(Cluster.controllerReference(revision));
        return object;
    }

    private static ObjectNode labels(ObjectNode revision) {
        ObjectNode labels = copy(Tree.at(revision, "metadata", "labels"), ROUTING_LABELS);
        labels.put(Knative.key("revision"), Tree.name(revision)).put(REVISION_UID, Tree.uid(revision));
        if (!labels.has("app")) {
            labels.put("app", Tree.name(revision));
        }
        return labels;
    }

    private static ObjectNode annotations(ObjectNode revision) {
        return copy(Tree.at(revision, "metadata", "annotations"), ROUTING_ANNOTATIONS);
    }

    private static ObjectNode copy(JsonNode words, List<String> without) {
        ObjectNode copy = Tree.object();
        Tree.words(words).forEach(copy::put);
        return copy.remove(without);
    }

    private static String label(ObjectNode revision, String name) {
        return Tree.text(revision, "metadata", "labels", Knative.key(name));
    }
}
