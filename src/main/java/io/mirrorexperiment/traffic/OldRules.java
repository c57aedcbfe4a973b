package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns the routing rules of Istio 0.2 to 0.8 ({@code config.istio.io/v1alpha2}) into those of today. Pure; what cannot be carried over is
 * said. Not thread-safe; lives for one call.
 */
public final class OldRules {
    private static final String OLD_GROUP = "config.istio.io";
    private static final String API_VERSION = "networking.istio.io/v1";

    private final List<Manifest> rules;
    private final Optional<String> sourceLabel;
    private final OldLosses losses = new OldLosses();
    private final OldSubsets subsets = new OldSubsets();

    private OldRules(List<Manifest> rules, Optional<String> sourceLabel) {
        this.rules = rules;
        this.sourceLabel = sourceLabel;
    }

    /**
     * Converts.
     *
     * @param rules whole objects of {@code config.istio.io/v1alpha2}, checked
     * @param sourceLabel label of pods whose value is the name of their Service; empty where the user names none
     */
    public static Converted converted(List<Manifest> rules, Optional<String> sourceLabel) {
        return new OldRules(rules, sourceLabel).converted();
    }

    private Converted converted() {
        Map<OldService, List<OldRule>> routes = routes();
        routes.values().forEach(all -> all.forEach(rule -> subsets.addAll(rule.versions())));
        OldPolicies policies =
                new OldPolicies(of("DestinationPolicy").map(OldPolicy::new).toList(), subsets, losses);
        List<Manifest> objects = new ArrayList<>(destinationRules(routes, policies));
        routes.forEach((service, all) -> virtualService(service, all).ifPresent(objects::add));
        of("EgressRule").map(OldEgress::new).forEach(egress -> objects.addAll(external(egress, objects)));
        of("IngressRule")
                .forEach(rule -> losses.lost(
                        rule,
                        "is left out as a whole: it opens a port of an ingress that is no longer there; write a Gateway, and a"
                                + " VirtualService that names it"));
        objects.forEach(object -> sayHomeless(object, objects));
        return new Converted(objects, losses.lost(), losses.notes());
    }

    /** Applied in the namespace of the other one, it would overwrite it. */
    private void sayHomeless(Manifest object, List<Manifest> objects) {
        objects.stream()
                .filter(other -> object.namespace().isEmpty()
                        && !other.namespace().isEmpty()
                        && other.kind().equals(object.kind())
                        && other.name().equals(object.name()))
                .findFirst()
                .ifPresent(other -> losses.lost(
                        object,
                        "has no namespace, and in namespace " + other.namespace()
                                + " there is another one of its name; write metadata.namespace in all rules"));
    }

    private Stream<Manifest> of(String kind) {
        return rules.stream().filter(rule -> rule.kind().equals(new Kind(OLD_GROUP, kind)));
    }

    /** Those of a service from the highest precedence down, as {@code SortRouteRules} of Istio's pilot had them. */
    private Map<OldService, List<OldRule>> routes() {
        Map<OldService, List<OldRule>> routes =
                new TreeMap<>(Comparator.comparing(OldService::objectName).thenComparing(OldService::toString));
        of("RouteRule")
                .map(OldRule::new)
                .sorted(Comparator.comparingLong(OldRule::precedence)
                        .reversed()
                        .thenComparing(OldRule::home)
                        .thenComparing(rule -> rule.manifest().name()))
                .forEach(rule -> routes.computeIfAbsent(rule.destination().whole(), any -> new ArrayList<>())
                        .add(rule));
        routes.values().forEach(this::sayTies);
        return routes;
    }

    private void sayTies(List<OldRule> sorted) {
        for (int place = 1; place < sorted.size(); place++) {
            OldRule one = sorted.get(place - 1);
            OldRule other = sorted.get(place);
            if (one.precedence() == other.precedence()) {
                losses.note("%s and %s have precedence %d both; Istio took them by name then, and so it is written."
                        .formatted(one.words(), other.words(), one.precedence()));
            }
        }
    }

    private List<Manifest> destinationRules(Map<OldService, List<OldRule>> routes, OldPolicies policies) {
        TreeMap<String, OldService> services = new TreeMap<>();
        routes.keySet().forEach(service -> services.put(service.toString(), service));
        routes.values().stream()
                .flatMap(List::stream)
                .flatMap(rule -> rule.versions().stream())
                .forEach(version -> services.put(version.whole().toString(), version.whole()));
        policies.services().forEach(service -> services.put(service.toString(), service));
        return services.values().stream()
                .flatMap(service ->
                        policies.rule(service).map(spec -> object("DestinationRule", service, spec)).stream())
                .toList();
    }

    private Optional<Manifest> virtualService(OldService service, List<OldRule> sorted) {
        List<Map<String, Object>> entries = new ArrayList<>();
        sorted.forEach(rule -> OldEntry.of(rule, subsets, sourceLabel, losses).ifPresent(entries::add));
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        String host = service.hostFrom(service.namespace());
        spec.put("hosts", List.of(host));
        if (entries.stream().allMatch(entry -> entry.containsKey(Entry.MATCH))) {
            entries.add(Map.of("route", List.of(Map.of("destination", Map.of("host", host)))));
            losses.note(
                    "VirtualService " + service.objectName()
                            + ": the last entry is ours; requests that no rule took went to all versions, and would get 404 today.");
        }
        losses.note(
                "Istio 0.x ended a request after 15 s and never retried where no rule said so; today there is no limit and there"
                        + " are two retries. Write timeout and retries where that matters.");
        spec.put("http", entries);
        return Optional.of(object("VirtualService", service, spec));
    }

    private List<Manifest> external(OldEgress egress, List<Manifest> objects) {
        List<Manifest> made = new ArrayList<>();
        egress.today(losses).ifPresent(entry -> {
            made.add(object("ServiceEntry", egress.destination(), entry));
            List<Map<String, Object>> ports = egress.encrypted();
            if (!ports.isEmpty()) {
                encrypted(egress, ports, objects).ifPresent(made::add);
            }
        });
        return made;
    }

    /** A DestinationRule that has TLS on some ports; a second one for the host would not be merged with it for sure. */
    private Optional<Manifest> encrypted(OldEgress egress, List<Map<String, Object>> ports, List<Manifest> objects) {
        OldService service = egress.destination();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("host", service.name());
        spec.put("trafficPolicy", Map.of("portLevelSettings", ports));
        Manifest rule = object("DestinationRule", service, spec);
        if (objects.stream().anyMatch(object -> object.address().equals(rule.address()))) {
            return losses.losing(
                    egress.manifest(),
                    "its TLS is left out, since a DestinationPolicy is for the same host; add trafficPolicy.portLevelSettings to"
                            + " DestinationRule " + service.objectName());
        }
        return Optional.of(rule);
    }

    private static Manifest object(String kind, OldService service, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", service.objectName());
        if (!service.namespace().isEmpty()) {
            metadata.put("namespace", service.namespace());
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", API_VERSION);
        tree.put("kind", kind);
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        return Manifest.of(tree);
    }
}
