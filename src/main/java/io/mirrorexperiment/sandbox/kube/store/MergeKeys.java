package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which member names an element of a list, for the common lists of built-in kinds; from the {@code patchMergeKey} tags
 * of the Kubernetes API types.
 */
final class MergeKeys {
    private static final Map<String, String> BY_LIST = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("readinessGates", "conditionType"),
            Map.entry("resourceClaims", "name"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("conditions", "type"),
            Map.entry("secrets", "name"));
    private static final Set<String> SETS = Set.of("finalizers");

    private MergeKeys() {}

    /** The member by which elements of a list are told apart; empty if the list is replaced as a whole. */
    static Optional<String> of(String list, JsonNode... elements) {
        if (list.equals("ports")) {
            return Optional.of(anyHas("containerPort", elements) ? "containerPort" : "port");
        }
        return Optional.ofNullable(BY_LIST.get(list));
    }

    /** Whether a list of plain values is a set. */
    static boolean isSet(String list) {
        return SETS.contains(list);
    }

    /**
     * The members that server-side apply tells elements of a list apart by (the {@code x-kubernetes-list-map-keys});
     * empty if the list is one value.
     */
    static List<String> ofApply(String list, JsonNode elements) {
        return of(list, elements)
                .map(key -> list.equals("ports") ? List.of(key, "protocol") : List.of(key))
                .orElse(List.of());
    }

    /** What tells this element apart, in a form that can be compared. */
    static Map<String, JsonNode> identity(List<String> keys, JsonNode element) {
        return keys.stream().filter(element::has).collect(Collectors.toMap(key -> key, element::get));
    }

    private static boolean anyHas(String member, JsonNode... lists) {
        for (JsonNode list : lists) {
            if (Tree.each(list).anyMatch(element -> element.has(member))) {
                return true;
            }
        }
        return false;
    }
}
