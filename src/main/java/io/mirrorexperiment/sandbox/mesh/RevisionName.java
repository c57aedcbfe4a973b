package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The Knative revision that a pod belongs to, as its queue-proxy's environment tells it. */
record RevisionName(String namespace, String service, String configuration, String revision) {
    static final String QUEUE = "queue-proxy";

    /** The label by which a revision's pods are found. */
    static final String LABEL = "serving.knative.dev/revision";

    static Optional<RevisionName> of(ObjectNode pod) {
        for (JsonNode container : pod.path("spec").path("containers")) {
            if (container.path("name").asText().equals(QUEUE)) {
                return Optional.of(of(container.path("env")));
            }
        }
        return Optional.empty();
    }

    private static RevisionName of(JsonNode env) {
        Map<String, String> values = new LinkedHashMap<>();
        env.forEach(variable -> values.put(
                variable.path("name").asText(), variable.path("value").asText()));
        return new RevisionName(
                values.getOrDefault("SERVING_NAMESPACE", ""),
                values.getOrDefault("SERVING_SERVICE", ""),
                values.getOrDefault("SERVING_CONFIGURATION", ""),
                values.getOrDefault("SERVING_REVISION", ""));
    }
}
