package io.mirrorexperiment.traffic;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The DestinationRules that old policies, and the versions that old rules name, come to. Not thread-safe; lives for one call. */
final class OldPolicies {
    private final OldSubsets subsets;
    private final OldLosses losses;

    /** By service and version; the first by namespace and name held, as in Istio's {@code Policy}. */
    private final Map<OldService, OldPolicy> held = new LinkedHashMap<>();

    OldPolicies(List<OldPolicy> policies, OldSubsets subsets, OldLosses losses) {
        this.subsets = subsets;
        this.losses = losses;
        policies.stream()
                .sorted(Comparator.comparing(
                                (OldPolicy policy) -> policy.manifest().namespace())
                        .thenComparing(policy -> policy.manifest().name()))
                .forEach(this::take);
        held.keySet().forEach(subsets::add);
    }

    private void take(OldPolicy policy) {
        if (policy.hasSource()) {
            losses.lost(
                    policy.manifest(),
                    "is left out as a whole: spec.source limits it to some clients, and today a policy is for all that see it");
            return;
        }
        OldPolicy first = held.putIfAbsent(policy.destination(), policy);
        if (first != null) {
            losses.lost(
                    policy.manifest(),
                    "is left out: it never held beside " + OldRule.words(first.manifest())
                            + ", which is for the same version");
        }
    }

    Set<OldService> services() {
        Set<OldService> services = new TreeSet<>(Comparator.comparing(OldService::toString));
        held.keySet().forEach(version -> services.add(version.whole()));
        return services;
    }

    /** The spec of a service's DestinationRule; empty where nothing has to be said of it. */
    Optional<Map<String, Object>> rule(OldService service) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("host", service.hostFrom(service.namespace()));
        Map<String, Object> policy = policy(service);
        if (!policy.isEmpty()) {
            spec.put("trafficPolicy", policy);
        }
        List<Map<String, Object>> versions = subsets.of(service).entrySet().stream()
                .map(version -> subset(service, version.getKey(), version.getValue(), !policy.isEmpty()))
                .toList();
        if (!versions.isEmpty()) {
            spec.put("subsets", versions);
        }
        return spec.size() == 1 ? Optional.empty() : Optional.of(spec);
    }

    private Map<String, Object> policy(OldService version) {
        return Optional.ofNullable(held.get(version))
                .map(policy -> policy.today(losses))
                .orElse(Map.of());
    }

    private Map<String, Object> subset(OldService service, String name, Map<String, String> labels, boolean inherits) {
        Map<String, Object> subset = new LinkedHashMap<>();
        subset.put("name", name);
        subset.put("labels", labels);
        Map<String, Object> own = policy(service.version(labels));
        if (!own.isEmpty()) {
            subset.put("trafficPolicy", own);
        }
        if (inherits) {
            Optional.ofNullable(held.get(service))
                    .ifPresent(general -> losses.lost(
                            general.manifest(),
                            "was for requests to no version in particular; today subset " + name + " inherits it"
                                    + (own.isEmpty() ? "" : ", where its own policy says nothing else")));
        }
        return subset;
    }
}
