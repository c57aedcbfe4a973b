package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what users leave out of Knative's objects, as its webhook does with the configuration it is shipped with. */
final class KnativeDefaults {
    private static final int TIMEOUT_SECONDS = 300;

    private KnativeDefaults() {}

    static void service(ObjectNode service) {
        configuration(service);
        ArrayNode traffic = Tree.listIn(Tree.within(service, "spec"), "traffic");
        if (traffic.isEmpty()) {
            traffic.addObject().put("latestRevision", true).put("percent", 100);
        }
        traffic(traffic);
    }

    static void configuration(ObjectNode configuration) {
        revisionSpec(Tree.within(configuration, "spec", "template", "spec"));
    }

    static void route(ObjectNode route) {
        traffic(Tree.at(route, "spec", "traffic"));
    }

    static void revision(ObjectNode revision) {
        revisionSpec(Tree.within(revision, "spec"));
    }

    private static void traffic(JsonNode targets) {
        Tree.each(targets).forEach(target -> {
            Defaults.put(
                    (ObjectNode) target,
                    "latestRevision",
                    Tree.text(target, "revisionName").isEmpty());
            Defaults.put((ObjectNode) target, "percent", 0);
        });
    }

    private static void revisionSpec(ObjectNode spec) {
        if (Tree.number(spec, 0, "timeoutSeconds") == 0) {
            spec.put("timeoutSeconds", TIMEOUT_SECONDS);
        }
        Defaults.put(spec, "containerConcurrency", 0);
        Defaults.put(spec, "enableServiceLinks", false);
        JsonNode containers = spec.path("containers");
        for (int i = 0; i < containers.size(); i++) {
            String suffix = containers.size() > 1 ? "-" + i : "";
            container((ObjectNode) containers.get(i), "user-container" + suffix);
        }
    }

    private static void container(ObjectNode container, String name) {
        Defaults.put(container, "name", name);
        Tree.within(container, "resources");
        ObjectNode probe = Tree.within(container, "readinessProbe");
        if (!probe.has("httpGet") && !probe.has("exec")) {
            Defaults.put(Tree.within(probe, "tcpSocket"), "port", 0);
        }
        Defaults.put(probe, "successThreshold", 1);
    }
}
