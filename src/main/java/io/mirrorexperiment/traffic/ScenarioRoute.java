package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** VirtualServices with a scenario, and without. */
final class ScenarioRoute {
    private static final String HTTP = "http";
    private final ScenarioMesh mesh;
    private final Scenario scenario;

    ScenarioRoute(ScenarioMesh mesh, Scenario scenario) {
        this.mesh = mesh;
        this.scenario = scenario;
    }

    /** A route as it is without any scenario. */
    static VirtualService bare(VirtualService route, ServiceHost host) {
        VirtualService bare = ScenarioConnections.bare(withoutEntries(route, host), host);
        return bare.with(object -> ScenarioMarks.without(object, host));
    }

    /** A route of the user with the scenario instead of an earlier one. */
    VirtualService in(VirtualService route) {
        VirtualService bare = bare(route, mesh.host());
        VirtualService written = written(bare);
        return written.equals(bare) ? bare : noted(written);
    }

    /** Our own route, as it shall be; empty if none is needed. */
    Optional<VirtualService> own() {
        List<String> hosts = new ArrayList<>();
        List<String> gateways = new ArrayList<>();
        if (mesh.needsOwn()) {
            hosts.add(mesh.host().fullName());
            gateways.add(VirtualService.MESH);
        }
        scenario.exposure().map(names -> new ScenarioGateways(mesh, names)).ifPresent(names -> {
            hosts.addAll(names.unrouted());
            gateways.addAll(names.unrouted().isEmpty() ? List.of() : List.of(names.gateway()));
        });
        boolean needed = !hosts.isEmpty() && !(scenario.routing() instanceof Routing.Untouched);
        return needed ? Optional.of(own(hosts, gateways)) : Optional.empty();
    }

    private VirtualService own(List<String> hosts, List<String> gateways) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("hosts", hosts);
        if (!gateways.equals(List.of(VirtualService.MESH))) {
            spec.put("gateways", gateways);
        }
        VirtualService fresh = new VirtualService(mesh.made(Kind.VIRTUAL_SERVICE, spec));
        VirtualService base = mesh.own()
                .map(there -> bare(there, mesh.host()))
                .map(there -> there.with(object -> object.with(hosts, "spec", "hosts"))
                        .with(object -> gateways.equals(List.of(VirtualService.MESH))
                                ? object.without("spec", "gateways")
                                : object.with(gateways, "spec", "gateways")))
                .orElse(fresh);
        return noted(
                scenario.routing() instanceof Routing.Requests requests ? withRules(base, requests) : written(base));
    }

    /** The rules over an entry for all requests, which is left out where no request would reach it. */
    private VirtualService withRules(VirtualService base, Routing.Requests requests) {
        Entry rest = new Entry(
                Map.of(
                        "route",
                        List.of(Map.of("destination", Map.of("host", mesh.host().fullName())))),
                mesh.host().namespace());
        List<Entry> entries = new ArrayList<>(base.entries());
        entries.addAll(entries(requests).before(rest).toList());
        if (requests.rules().stream().noneMatch(rule -> rule.takesAll())) {
            entries.add(first(rest));
        }
        return base.withEntries(entries);
    }

    private static Entry first(Entry rest) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", ScenarioMarks.REST);
        fields.putAll(rest.fields());
        return new Entry(fields, rest.from());
    }

    private VirtualService written(VirtualService bare) {
        Routing routing = scenario.routing();
        if (routing instanceof Routing.Requests requests) {
            return entries(requests).in(bare);
        }
        return routing instanceof Routing.Connections connections
                ? ScenarioConnections.in(bare, mesh.host(), subsets(), connections.shares())
                : bare;
    }

    private ScenarioEntries entries(Routing.Requests requests) {
        return new ScenarioEntries(mesh.host(), subsets(), requests.rules());
    }

    private ScenarioSubsets subsets() {
        return new ScenarioSubsets(mesh);
    }

    private VirtualService noted(VirtualService route) {
        return route.with(object -> ScenarioMarks.noted(object, mesh.host(), ScenarioWords.routing(scenario)));
    }

    private static VirtualService withoutEntries(VirtualService route, ServiceHost host) {
        VirtualService bare = ScenarioEntries.bare(route, host);
        return bare.entries().isEmpty() && !route.entries().isEmpty()
                ? route.with(object -> object.without("spec", HTTP))
                : bare;
    }
}
