package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Instant;
import java.util.Optional;

/** What a pod's conditions say. */
final class PodConditions {
    private PodConditions() {}

    static boolean isReady(JsonNode pod) {
        return ready(pod).isPresent();
    }

    /** Whether the pod has been ready for long enough. */
    static boolean isAvailable(JsonNode pod, int minReadySeconds, Instant now) {
        return ready(pod)
                .map(condition -> Instant.parse(Tree.text(condition, "lastTransitionTime")))
                .filter(since -> !since.plusSeconds(minReadySeconds).isAfter(now))
                .isPresent();
    }

    private static Optional<JsonNode> ready(JsonNode pod) {
        return find(pod, "Ready")
                .filter(condition -> Tree.text(condition, "status").equals("True"));
    }

    /** A condition of any object's status. */
    static Optional<JsonNode> find(JsonNode object, String type) {
        return Tree.each(Tree.at(object, "status", "conditions"))
                .filter(condition -> Tree.text(condition, "type").equals(type))
                .findFirst();
    }
}
