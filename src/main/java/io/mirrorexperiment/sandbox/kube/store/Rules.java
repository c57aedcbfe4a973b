package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes an object of a built-in kind invalid, where a client would notice. */
final class Rules {
    private static final int DATA_LIMIT = 1024 * 1024;

    /** Checks one object, on update beside the old one. */
    @FunctionalInterface
    interface Rule {
        void check(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes);
    }

    private static final Map<String, Rule> BY_RESOURCE = Map.ofEntries(
            Map.entry("deployments.apps", Rules::workload),
            Map.entry("replicasets.apps", Rules::workload),
            Map.entry("pods", Rules::pod),
            Map.entry("services", Rules::service),
            Map.entry("configmaps", Rules::data),
            Map.entry("secrets", Rules::data),
            Map.entry("leases.coordination.k8s.io", Rules::lease),
            Map.entry("rolebindings.rbac.authorization.k8s.io", Rules::binding),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", Rules::binding),
            Map.entry("virtualservices.networking.istio.io", VirtualServiceRules::check),
            Map.entry("jobs.batch", JobRules::check),
            Map.entry("cronjobs.batch", CronJobRules::check),
            Map.entry("services.serving.knative.dev", KnativeRules::service),
            Map.entry("configurations.serving.knative.dev", KnativeRules::configuration),
            Map.entry("routes.serving.knative.dev", KnativeRules::route),
            Map.entry("revisions.serving.knative.dev", KnativeRules::revision));

    private Rules() {}

    /** Every mistake of an object. */
    static List<Mistake> check(Kind kind, ObjectNode object, Optional<ObjectNode> old) {
        List<Mistake> mistakes = Names.check(kind, object);
        Optional.ofNullable(BY_RESOURCE.get(kind.resource())).ifPresent(rule -> rule.check(object, old, mistakes));
        return mistakes;
    }

    private static void workload(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        JsonNode spec = object.path("spec");
        JsonNode selector = spec.path("selector");
        JsonNode labels = Tree.at(spec, "template", "metadata", "labels");
        if (Tree.number(spec, 1, "replicas") < 0) {
            int replicas = Tree.number(spec, 1, "replicas");
            mistakes.add(Mistake.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }
        if (selector.isEmpty()) {
            mistakes.add(Mistake.required("spec.selector", ""));
        } else if (!Selection.ofWorkload(selector).test(Tree.words(labels))) {
            mistakes.add(Mistake.invalid(
                    "spec.template.metadata.labels",
                    labels.isMissingNode() ? "null" : labels.toString(),
                    "`selector` does not match template `labels`"));
        }
        old.filter(before -> !Sameness.same(Tree.at(before, "spec", "selector"), selector))
                .ifPresent(before ->
                        mistakes.add(Mistake.invalid("spec.selector", selector.toString(), "field is immutable")));
        containers("spec.template.spec", Tree.at(spec, "template", "spec"), mistakes);
    }

    private static void pod(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        containers("spec", object.path("spec"), mistakes);
    }

    static void containers(String path, JsonNode podSpec, List<Mistake> mistakes) {
        List<JsonNode> containers = Tree.each(podSpec.path("containers")).toList();
        if (containers.isEmpty()) {
            mistakes.add(Mistake.required(path + ".containers", ""));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < containers.size(); i++) {
            String here = path + ".containers[" + i + "]";
            String name = Tree.text(containers.get(i), "name");
            if (name.isEmpty()) {
                mistakes.add(Mistake.required(here + ".name", ""));
            } else if (names.contains(name)) {
                mistakes.add(new Mistake("FieldValueDuplicate", here + ".name", "Duplicate value: \"" + name + "\""));
            }
            if (Tree.text(containers.get(i), "image").isEmpty()) {
                mistakes.add(Mistake.required(here + ".image", ""));
            }
            names.add(name);
        }
    }

    private static void service(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        boolean external = Tree.text(object, "spec", "type").equals("ExternalName");
        boolean headless = Tree.text(object, "spec", "clusterIP").equals("None");
        List<JsonNode> ports = Tree.each(Tree.at(object, "spec", "ports")).toList();
        if (ports.isEmpty() && !external && !headless) {
            mistakes.add(Mistake.required("spec.ports", ""));
        }
        for (int i = 0; i < ports.size(); i++) {
            int port = Tree.number(ports.get(i), 0, "port");
            if (port < 1 || port > 65535) {
                mistakes.add(
                        Mistake.invalid("spec.ports[" + i + "].port", port, "must be between 1 and 65535, inclusive"));
            }
        }
    }

    private static void data(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        long size = size(object.path("data")) + size(object.path("binaryData"));
        if (size > DATA_LIMIT) {
            mistakes.add(new Mistake("FieldValueTooLong", "", "Too long: may not be more than 1048576 bytes"));
        }
        boolean frozen =
                old.filter(before -> before.path("immutable").asBoolean()).isPresent();
        if (frozen && !Sameness.same(old.orElseThrow().path("data"), object.path("data"))) {
            mistakes.add(Mistake.forbidden("data", "field is immutable when `immutable` is set"));
        }
    }

    private static long size(JsonNode data) {
        return Tree.words(data).values().stream()
                .mapToLong(value -> value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .sum();
    }

    private static void lease(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        JsonNode seconds = Tree.at(object, "spec", "leaseDurationSeconds");
        if (seconds.isNumber() && seconds.asLong() <= 0) {
            mistakes.add(Mistake.invalid("spec.leaseDurationSeconds", seconds.asLong(), "must be greater than 0"));
        }
        JsonNode transitions = Tree.at(object, "spec", "leaseTransitions");
        if (transitions.isNumber() && transitions.asLong() < 0) {
            mistakes.add(Mistake.invalid(
                    "spec.leaseTransitions", transitions.asLong(), "must be greater than or equal to 0"));
        }
        JsonNode holder = Tree.at(object, "spec", "holderIdentity");
        if (holder.isTextual() && holder.asText().isEmpty()) {
            mistakes.add(Mistake.invalid("spec.holderIdentity", "", "must not be empty"));
        }
    }

    private static void binding(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        if (Tree.text(object, "roleRef", "name").isEmpty()) {
            mistakes.add(Mistake.required("roleRef.name", ""));
        }
        old.filter(before -> !before.path("roleRef").equals(object.path("roleRef")))
                .ifPresent(before -> mistakes.add(
                        Mistake.invalid("roleRef", object.path("roleRef").toString(), "cannot change roleRef")));
    }
}
