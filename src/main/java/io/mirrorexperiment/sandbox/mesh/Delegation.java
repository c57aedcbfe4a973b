package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins a root VirtualService's route with one of its delegate's, as Istio does (pilot/pkg/model/virtualservice.go). */
final class Delegation {
    /** What a delegate's route has from its root where it says nothing itself; {@code mirrors} is not among them. */
    private static final List<String> INHERITED = List.of(
            "rewrite",
            "timeout",
            "retries",
            "fault",
            "mirror",
            "mirrorPercent",
            "mirrorPercentage",
            "corsPolicy",
            "headers");

    private static final List<String> TEXTS = List.of("uri", "scheme", "method", "authority");
    private static final List<String> TEXT_MAPS = List.of("headers", "withoutHeaders", "queryParams");

    private Delegation() {}

    /** The joined route, or empty if the two contradict each other: Istio drops such a route. */
    static Optional<ObjectNode> merge(JsonNode root, JsonNode leaf) {
        ObjectNode merged = leaf.deepCopy();
        for (String field : INHERITED) {
            if (!merged.has(field) && root.has(field)) {
                merged.set(field, root.get(field));
            }
        }
        return matches(root.path("match"), leaf.path("match")).map(match -> {
            merged.set("match", match);
            return merged;
        });
    }

    private static Optional<ArrayNode> matches(JsonNode roots, JsonNode leaves) {
        if (roots.isEmpty() || leaves.isEmpty()) {
            JsonNode only = roots.isEmpty() ? leaves : roots;
            return Optional.of(only.isArray() ? only.deepCopy() : JsonNodeFactory.instance.arrayNode());
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode leaf : leaves) {
            int before = all.size();
            for (JsonNode root : roots) {
                if (!conflict(root, leaf)) {
                    all.add(join(root, leaf));
                }
            }
            if (all.size() == before) {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private static ObjectNode join(JsonNode root, JsonNode leaf) {
        ObjectNode joined = root.deepCopy();
        for (Map.Entry<String, JsonNode> entry : leaf.properties()) {
            if (TEXT_MAPS.contains(entry.getKey())
                    && joined.path(entry.getKey()).isObject()
                    && entry.getValue() instanceof ObjectNode texts) {
                joined.withObject("/" + entry.getKey()).setAll(texts);
            } else {
                joined.set(entry.getKey(), entry.getValue());
            }
        }
        return joined;
    }

    private static boolean conflict(JsonNode root, JsonNode leaf) {
        return TEXTS.stream().anyMatch(name -> textConflict(root.path(name), leaf.path(name)))
                || TEXT_MAPS.stream().anyMatch(name -> mapConflict(root.path(name), leaf.path(name)))
                || root.path("ignoreUriCase").asBoolean()
                        != leaf.path("ignoreUriCase").asBoolean()
                || (root.has("port")
                        && leaf.has("port")
                        && root.path("port").asInt() != leaf.path("port").asInt());
    }

    private static boolean mapConflict(JsonNode root, JsonNode leaf) {
        return leaf.properties().stream().anyMatch(entry -> textConflict(root.path(entry.getKey()), entry.getValue()));
    }

    /** The leaf's condition must be within the root's; of regular expressions that can't be known. */
    private static boolean textConflict(JsonNode root, JsonNode leaf) {
        if (!root.isObject() || !leaf.isObject()) {
            return false;
        }
        if (root.has("regex") || leaf.has("regex")) {
            return true;
        }
        return root.has("exact")
                ? !root.path("exact").equals(leaf.path("exact"))
                : !leaf.path(leaf.has("prefix") ? "prefix" : "exact")
                        .asText()
                        .startsWith(root.path("prefix").asText());
    }
}
