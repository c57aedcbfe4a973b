package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTPRoutes with a scenario, and without. Rules have no names everywhere, so ours are known again by what they say. */
final class HttpRouteScenario {
    private static final String API = HttpRoute.KIND.group() + "/v1";
    private final ServiceHost host;
    private final VersionServices services;
    private final Scenario scenario;

    HttpRouteScenario(ServiceHost host, VersionServices services, Scenario scenario) {
        this.host = host;
        this.services = services;
        this.scenario = scenario;
    }

    /** A route without any scenario. */
    static HttpRoute bare(HttpRoute route, ServiceHost host) {
        List<Map<String, Object>> ours = ours(route, host).orElse(List.of());
        List<Map<String, Object>> rest = route.rules().stream()
                .filter(rule -> ours.stream().noneMatch(our -> Note.same(our, rule)))
                .toList();
        return route.withRules(rest)
                .with(object -> ScenarioMarks.without(object, host).withoutAnnotation(ScenarioMarks.rules(host)));
    }

    /** Why ours cannot be taken out of a route; empty if they can, or there are none. */
    static Optional<String> changed(HttpRoute route, ServiceHost host) {
        boolean same = ours(route, host)
                .filter(ours ->
                        ours.stream().allMatch(our -> route.rules().stream().anyMatch(rule -> Note.same(our, rule))))
                .isPresent();
        return same || route.manifest().annotation(ScenarioMarks.rules(host)).isEmpty()
                ? Optional.empty()
                : Optional.of(("%s: its rules are no longer those of the scenario, so somebody has changed them since."
                                + " To keep what is there now, remove its annotation %s.")
                        .formatted(route.words(), ScenarioMarks.rules(host)));
    }

    /** A route of the user with the scenario instead of an earlier one. */
    HttpRoute in(HttpRoute route) {
        HttpRoute bare = bare(route, host);
        HttpRouteRules written = rules();
        List<Map<String, Object>> ours = new ArrayList<>();
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> rule : bare.rules()) {
            List<Map<String, Object>> before = bare.reference(rule, host)
                    .map(reference -> written.before(rule, reference))
                    .orElse(List.of());
            ours.addAll(before);
            all.addAll(before);
            all.add(rule);
        }
        return ours.isEmpty() ? bare : noted(bare.withRules(all), ours);
    }

    /** A route of ours for callers in the mesh, where the user has none. */
    HttpRoute own() {
        Map<String, Object> parent = new LinkedHashMap<>();
        parent.put("group", "");
        parent.put("kind", "Service");
        parent.put("name", host.service());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("parentRefs", List.of(parent));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", ScenarioMarks.nameFor(host.service()));
        metadata.put("namespace", host.namespace());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", API);
        tree.put("kind", HttpRoute.KIND.kind());
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        Manifest made = Marks.mark(Manifest.of(tree), "scenario").withoutAnnotation(Marks.RUN);
        Map<String, Object> rest = rest();
        List<Map<String, Object>> ours = new ArrayList<>(
                rules().before(rest, Fields.maps(rest, HttpRoute.BACKENDS).get(0)));
        if (requests().rules().stream().noneMatch(rule -> rule.takesAll())) {
            ours.add(rest);
        }
        return noted(new HttpRoute(made).withRules(ours), ours);
    }

    /** All requests to the Service, as without a route. */
    private Map<String, Object> rest() {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("group", "");
        reference.put("kind", "Service");
        reference.put("name", host.service());
        services.whole()
                .flatMap(service -> service.maps("spec", "ports").stream().findFirst())
                .flatMap(port -> Fields.number(port, "port"))
                .ifPresent(port -> reference.put("port", port));
        Map<String, Object> path = new LinkedHashMap<>();
        path.put("type", "PathPrefix");
        path.put("value", "/");
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put("matches", List.of(Map.of("path", path)));
        rest.put(HttpRoute.BACKENDS, List.of(Fields.with(reference, "weight", 1)));
        return rest;
    }

    private HttpRoute noted(HttpRoute route, List<Map<String, Object>> ours) {
        return route.with(object -> ScenarioMarks.noted(object, host, ScenarioWords.routing(scenario))
                .withAnnotation(ScenarioMarks.rules(host), Note.write(ours)));
    }

    private HttpRouteRules rules() {
        return new HttpRouteRules(services, requests().rules());
    }

    private Routing.Requests requests() {
        return (Routing.Requests) scenario.routing();
    }

    private static Optional<List<Map<String, Object>>> ours(HttpRoute route, ServiceHost host) {
        return route.manifest().annotation(ScenarioMarks.rules(host)).flatMap(Note::maps);
    }
}
