package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Fills in what users leave out of built-in kinds, as the API server does before it stores an object. */
final class Defaults {
    private static final Map<String, Consumer<ObjectNode>> BY_RESOURCE = Map.ofEntries(
            Map.entry("deployments.apps", Defaults::deployment),
            Map.entry("replicasets.apps", Defaults::replicaSet),
            Map.entry("pods", pod -> podSpec(Tree.within(pod, "spec"))),
            Map.entry("services", Defaults::service),
            Map.entry("secrets", Defaults::secret),
            Map.entry("namespaces", Defaults::namespace),
            Map.entry("jobs.batch", JobRules::fill),
            Map.entry("cronjobs.batch", CronJobRules::fill),
            Map.entry("services.serving.knative.dev", KnativeDefaults::service),
            Map.entry("configurations.serving.knative.dev", KnativeDefaults::configuration),
            Map.entry("routes.serving.knative.dev", KnativeDefaults::route),
            Map.entry("revisions.serving.knative.dev", KnativeDefaults::revision));

    private Defaults() {}

    /** Fills in place. */
    static void fill(Kind kind, ObjectNode object) {
        Optional.ofNullable(BY_RESOURCE.get(kind.resource())).ifPresent(fill -> fill.accept(object));
    }

    /** Plain text is for writing only: what is read is base64. */
    private static void secret(ObjectNode secret) {
        put(secret, "type", "Opaque");
        JsonNode plain = secret.path("stringData");
        plain.properties().forEach(file -> Tree.within(secret, "data")
                .put(
                        file.getKey(),
                        Base64.getEncoder()
                                .encodeToString(file.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        secret.remove("stringData");
    }

    private static void deployment(ObjectNode deployment) {
        ObjectNode spec = Tree.within(deployment, "spec");
        put(spec, "replicas", 1);
        put(spec, "revisionHistoryLimit", 10);
        put(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Tree.within(spec, "strategy");
        put(strategy, "type", "RollingUpdate");
        if (Tree.text(strategy, "type").equals("RollingUpdate")) {
            put(Tree.within(strategy, "rollingUpdate"), "maxSurge", "25%");
            put(Tree.within(strategy, "rollingUpdate"), "maxUnavailable", "25%");
        }
        template(spec);
    }

    private static void replicaSet(ObjectNode replicaSet) {
        ObjectNode spec = Tree.within(replicaSet, "spec");
        put(spec, "replicas", 1);
        template(spec);
    }

    static void template(ObjectNode spec) {
        if (!Tree.within(spec, "template", "metadata").has("creationTimestamp")) {
            Tree.within(spec, "template", "metadata").putNull("creationTimestamp");
        }
        podSpec(Tree.within(spec, "template", "spec"));
    }

    private static void podSpec(ObjectNode spec) {
        put(spec, "restartPolicy", "Always");
        put(spec, "terminationGracePeriodSeconds", 30);
        put(spec, "dnsPolicy", "ClusterFirst");
        put(spec, "schedulerName", "default-scheduler");
        Tree.within(spec, "securityContext");
        Tree.each(spec.path("containers")).forEach(Defaults::container);
    }

    private static void container(JsonNode node) {
        if (node instanceof ObjectNode container) {
            String image = Tree.text(container, "image");
            boolean latest = image.endsWith(":latest")
                    || !image.substring(image.lastIndexOf('/') + 1).matches(".*[:@].*");
            put(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
            put(container, "terminationMessagePath", "/dev/termination-log");
            put(container, "terminationMessagePolicy", "File");
            Tree.within(container, "resources");
            Tree.each(container.path("ports")).forEach(port -> put((ObjectNode) port, "protocol", "TCP"));
        }
    }

    private static void service(ObjectNode service) {
        ObjectNode spec = Tree.within(service, "spec");
        put(spec, "type", "ClusterIP");
        put(spec, "sessionAffinity", "None");
        put(spec, "internalTrafficPolicy", "Cluster");
        Tree.each(spec.path("ports")).forEach(port -> {
            put((ObjectNode) port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        });
    }

    private static void namespace(ObjectNode namespace) {
        if (!Tree.at(namespace, "spec").has("finalizers")) {
            Tree.listIn(Tree.within(namespace, "spec"), "finalizers").add("kubernetes");
        }
        put(Tree.within(namespace, "status"), "phase", "Active");
        put(Tree.within(namespace, "metadata", "labels"), "kubernetes.io/metadata.name", Tree.name(namespace));
    }

    static void put(ObjectNode object, String name, String value) {
        if (!object.hasNonNull(name)) {
            object.put(name, value);
        }
    }

    static void put(ObjectNode object, String name, int value) {
        if (!object.hasNonNull(name)) {
            object.put(name, value);
        }
    }

    static void put(ObjectNode object, String name, boolean value) {
        if (!object.hasNonNull(name)) {
            object.put(name, value);
        }
    }
}
