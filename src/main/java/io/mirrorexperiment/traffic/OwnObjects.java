package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects that we make where the user has none. */
final class OwnObjects {
    /** Where rules for all clients live, unless a mesh was told otherwise. */
    static final String ROOT_NAMESPACE = "istio-system";

    private OwnObjects() {}

    static Address address(Mesh mesh, Kind kind) {
        return new Address(
                kind, mesh.host().namespace(), Marks.nameFor(mesh.host().service()));
    }

    /** All requests of sidecars to the service, as without it. */
    static VirtualService route(Mesh mesh) {
        Map<String, Object> leg =
                Map.of("destination", Map.of("host", mesh.host().fullName()));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("hosts", List.of(mesh.host().fullName()));
        spec.put("http", List.of(Map.of("route", List.of(leg))));
        return new VirtualService(object(mesh, Kind.VIRTUAL_SERVICE, spec));
    }

    /**
     * A rule for the service, where no present one can take our subsets. It hides a rule with an asterisk that has held so far, so
     * it carries on all that is written there.
     */
    static Optional<DestinationRule> missingRule(Mesh mesh) {
        if (hasRuleIn(mesh, mesh.host().namespace())) {
            return Optional.empty();
        }
        if (wildcard(mesh, mesh.host().namespace()).isEmpty() && hasRuleIn(mesh, ROOT_NAMESPACE)) {
            return Optional.empty();
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("host", mesh.host().fullName());
        Given.rule(mesh).ifPresent(rule -> rule.map("spec").forEach(spec::putIfAbsent));
        hidden(mesh).ifPresent(rule -> rule.manifest().map("spec").forEach(spec::putIfAbsent));
        return Optional.of(new DestinationRule(object(mesh, Kind.DESTINATION_RULE, spec)));
    }

    /** The rule with an asterisk that a rule of ours would hide: the closest one of the service's namespace, else of the root. */
    static Optional<DestinationRule> hidden(Mesh mesh) {
        return wildcard(mesh, mesh.host().namespace()).or(() -> wildcard(mesh, ROOT_NAMESPACE));
    }

    static Optional<DestinationRule> wildcard(Mesh mesh, String namespace) {
        return mesh.rules().stream()
                .filter(rule -> rule.namespace().equals(namespace) && rule.isOver(mesh.host()))
                .max(Comparator.comparing(rule -> rule.host().length()));
    }

    private static boolean hasRuleIn(Mesh mesh, String namespace) {
        return mesh.edited().stream().anyMatch(rule -> rule.namespace().equals(namespace));
    }

    private static Manifest object(Mesh mesh, Kind kind, Map<String, Object> spec) {
        return object(mesh, address(mesh, kind), spec);
    }

    static Manifest object(Mesh mesh, Address address, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", address.name());
        metadata.put("namespace", address.namespace());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", mesh.apiVersion());
        tree.put("kind", address.kind().kind());
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        return Marks.mark(Manifest.of(tree), mesh.course().run());
    }
}
