package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What DestinationRules say: subsets, and how much is sent to them. Several rules of one namespace for one host are joined,
 * the older one's subsets and policy first; a client sees the rules of its own namespace, else those of the service's, else
 * those of {@code istio-system}.
 */
final class Subsets {
    private record Key(String namespace, String host) {}

    /** One host's rules together. */
    private static final class Rule {
        final Map<String, JsonNode> subsets = new LinkedHashMap<>();
        JsonNode policy = MissingNode.getInstance();
    }

    /** The pods of a subset, and what is said of traffic to them. */
    record Subset(Map<String, String> labels, TrafficPolicy policy) {}

    private static final Comparator<ObjectNode> OLDEST_FIRST = Comparator.comparing((ObjectNode rule) ->
                    rule.path("metadata").path("creationTimestamp").asText())
            .thenComparing(rule -> rule.path("metadata").path("name").asText());

    private final Map<Key, Rule> byHost = new LinkedHashMap<>();

    Subsets(List<ObjectNode> rules) {
        rules.stream().sorted(OLDEST_FIRST).forEach(this::add);
    }

    private void add(ObjectNode object) {
        String namespace = object.path("metadata").path("namespace").asText("default");
        JsonNode spec = object.path("spec");
        String host = HostName.resolve(spec.path("host").asText(), namespace);
        Rule rule = byHost.computeIfAbsent(new Key(namespace, host), key -> new Rule());
        if (rule.policy.isMissingNode()) {
            rule.policy = spec.path("trafficPolicy");
        }
        for (JsonNode subset : spec.path("subsets")) {
            rule.subsets.putIfAbsent(subset.path("name").asText(), subset);
        }
    }

    /**
     * A subset by its name, or the whole service by an empty one, as a client is to treat it.
     *
     * @return empty if the rule in force has no such subset
     */
    Optional<Subset> find(KubeService service, String subset, int port, String clientNamespace) {
        for (String namespace : List.of(clientNamespace, service.namespace(), "istio-system")) {
            Optional<Rule> rule = rule(namespace, service.host());
            if (rule.isPresent()) {
                return find(rule.get(), subset, port);
            }
        }
        return subset.isEmpty() ? Optional.of(new Subset(Map.of(), TrafficPolicy.NONE)) : Optional.empty();
    }

    private static Optional<Subset> find(Rule rule, String name, int port) {
        JsonNode subset = name.isEmpty() ? MissingNode.getInstance() : rule.subsets.get(name);
        return subset == null
                ? Optional.empty()
                : Optional.of(new Subset(
                        Peer.labels(subset.path("labels")),
                        TrafficPolicy.of(rule.policy, subset.path("trafficPolicy"), port)));
    }

    private Optional<Rule> rule(String namespace, String host) {
        return byHost.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .filter(entry -> HostName.fit(entry.getKey().host(), host) >= 0)
                .max(Comparator.comparingInt(
                        entry -> HostName.fit(entry.getKey().host(), host)))
                .map(Map.Entry::getValue);
    }
}
