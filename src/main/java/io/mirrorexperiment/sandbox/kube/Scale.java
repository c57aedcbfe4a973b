package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.stream.Collectors;

/** The scale of a workload: autoscaling/v1 Scale. */
final class Scale {
    private Scale() {}

    static ObjectNode of(JsonNode workload) {
        ObjectNode scale = Tree.object();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            metadata.put(field, Tree.text(workload, "metadata", field));
        }
        scale.putObject("spec").put("replicas", Tree.number(workload, 0, "spec", "replicas"));
        ObjectNode status = scale.putObject("status");
        status.put("replicas", Tree.number(workload, 0, "status", "replicas"));
        status.put("selector", selector(Tree.at(workload, "spec", "selector", "matchLabels")));
        return scale;
    }

    /** Writes the replicas that a Scale asks for into the workload. */
    static ObjectNode into(ObjectNode workload, ObjectNode scale) {
        int replicas = Tree.number(scale, 0, "spec", "replicas");
        if (replicas < 0) {
            throw Refusal.of(
                    422,
                    "Invalid",
                    "Scale.autoscaling \"" + Tree.name(workload) + "\" is invalid: spec.replicas: Invalid value: "
                            + replicas + ": must be greater than or equal to 0");
        }
        Tree.within(workload, "spec").put("replicas", replicas);
        Tree.word(scale, "metadata", "resourceVersion")
                .ifPresent(version -> Tree.within(workload, "metadata").put("resourceVersion", version));
        return workload;
    }

    private static String selector(JsonNode labels) {
        return Tree.words(labels).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
