package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The subsets that DestinationRules define. Several rules of one namespace for one host are joined, the older one's
 * subsets first; a client sees the rules of its own namespace, else those of the service's, else those of
 * {@code istio-system}.
 */
final class Subsets {
    private record Key(String namespace, String host) {}

    private static final Comparator<ObjectNode> OLDEST_FIRST = Comparator.comparing((ObjectNode rule) ->
                    rule.path("metadata").path("creationTimestamp").asText())
            .thenComparing(rule -> rule.path("metadata").path("name").asText());

    private final Map<Key, Map<String, Map<String, String>>> byHost = new LinkedHashMap<>();

    Subsets(List<ObjectNode> rules) {
        rules.stream().sorted(OLDEST_FIRST).forEach(this::add);
    }

    private void add(ObjectNode rule) {
        String namespace = rule.path("metadata").path("namespace").asText("default");
        String host = HostName.resolve(rule.path("spec").path("host").asText(), namespace);
        Map<String, Map<String, String>> subsets =
                byHost.computeIfAbsent(new Key(namespace, host), key -> new LinkedHashMap<>());
        for (JsonNode subset : rule.path("spec").path("subsets")) {
            subsets.putIfAbsent(subset.path("name").asText(), Peer.labels(subset.path("labels")));
        }
    }

    /** The labels of a subset's pods; empty if the rule in force has no such subset. */
    Optional<Map<String, String>> find(KubeService service, String subset, String clientNamespace) {
        for (String namespace : List.of(clientNamespace, service.namespace(), "istio-system")) {
            Optional<Map<String, Map<String, String>>> rule = rule(namespace, service.host());
            if (rule.isPresent()) {
                return rule.map(subsets -> subsets.get(subset));
            }
        }
        return Optional.empty();
    }

    private Optional<Map<String, Map<String, String>>> rule(String namespace, String host) {
        return byHost.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .filter(entry -> HostName.fit(entry.getKey().host(), host) >= 0)
                .max(Comparator.comparingInt(
                        entry -> HostName.fit(entry.getKey().host(), host)))
                .map(Map.Entry::getValue);
    }
}
