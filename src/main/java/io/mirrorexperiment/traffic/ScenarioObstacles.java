package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is in the way of a scenario, in sentences: what, where, why and the way out. */
final class ScenarioObstacles {
    private final ScenarioMesh mesh;
    private final Scenario scenario;

    private ScenarioObstacles(ScenarioMesh mesh, Scenario scenario) {
        this.mesh = mesh;
        this.scenario = scenario;
    }

    /** All of them in one text; empty if the way is free. */
    static Optional<String> of(ScenarioMesh mesh, Scenario scenario) {
        return joined(ofRun(mesh)).or(() -> joined(new ScenarioObstacles(mesh, scenario).all()));
    }

    private static Optional<String> joined(Stream<String> sentences) {
        List<String> found = sentences.distinct().toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(" Also: ", found));
    }

    private Stream<String> all() {
        return Stream.of(
                        names(),
                        changed(mesh),
                        rules(),
                        scenario.routing().isTouched() ? routes() : Stream.<String>empty())
                .flatMap(sentences -> sentences);
    }

    /** A run holds the routes: its pin and its mirror would be divided among entries that it does not know. */
    static Stream<String> ofRun(ScenarioMesh mesh) {
        return mesh.mesh().services().stream()
                .filter(route -> Shifting.isShifted(route)
                        || route.subsetsOf(mesh.host()).anyMatch(Marks::isSubset))
                .map(route ->
                        "%s is in the hands of a run: wait for its end, or restore it first.".formatted(route.words()));
    }

    /** Fields of ours that somebody else has written to. */
    static Stream<String> changed(ScenarioMesh mesh) {
        return Stream.concat(
                mesh.mesh().services().stream()
                        .flatMap(route -> ScenarioConnections.changed(route, mesh.host()).stream()),
                mesh.rules().stream().flatMap(rule -> ScenarioBreaker.changed(rule).stream()));
    }

    private Stream<String> names() {
        Stream<String> routes = mesh.mesh().services().stream()
                .map(VirtualService::manifest)
                .filter(object -> mesh.hasOurName(object) && !mesh.isOwn(object))
                .filter(object -> new ScenarioRoute(mesh, scenario).own().isPresent())
                .map(object -> object.address().words());
        Stream<String> rules = mesh.mesh().rules().stream()
                .map(DestinationRule::manifest)
                .filter(object -> mesh.hasOurName(object) && mesh.missingRule().isPresent())
                .map(object -> object.address().words());
        return Stream.concat(routes, rules)
                .map(words -> words + " has the name that ours would get: rename or delete it.");
    }

    private Stream<String> rules() {
        Stream<String> limits = scenario.breaker().isEmpty()
                ? Stream.empty()
                : mesh.rules().stream().flatMap(ScenarioBreaker::obstacles);
        return Stream.concat(RuleObstacles.of(mesh.mesh()).stream(), limits);
    }

    private Stream<String> routes() {
        Stream<String> overlaps = Overlaps.refused(mesh.mesh(), Optional.empty()).stream();
        Stream<String> hosts =
                scenario.exposure().stream().flatMap(names -> new ScenarioGateways(mesh, names).obstacles());
        return Stream.of(overlaps, delegates(), hosts, nothingToRoute(), encrypted(), entries())
                .flatMap(found -> found);
    }

    private Stream<String> delegates() {
        return mesh.users().stream()
                .filter(route -> route.hosts().isEmpty())
                .map(route ->
                        "%s is a delegate, whose entries Istio joins with conditions of another route: write the rules there by hand."
                                .formatted(route.words()));
    }

    private Stream<String> nothingToRoute() {
        boolean led =
                mesh.users().stream().flatMap(route -> route.entries().stream()).anyMatch(e -> e.leadsTo(mesh.host()));
        return scenario.routing() instanceof Routing.Requests
                        && !led
                        && new ScenarioRoute(mesh, scenario).own().isEmpty()
                ? Stream.of(
                        "VirtualServices lead requests for %s away from it and none leads to it: name the service that they lead to."
                                .formatted(mesh.host().service()))
                : Stream.empty();
    }

    private Stream<String> encrypted() {
        return mesh.users().stream()
                .filter(route -> scenario.routing() instanceof Routing.Connections && leadsEncrypted(route))
                .map(route ->
                        "%s leads tls connections to %s by their server name, past any tcp route: shift those by hand."
                                .formatted(route.words(), mesh.host().service()));
    }

    private boolean leadsEncrypted(VirtualService route) {
        return route.manifest().maps("spec", "tls").stream()
                .flatMap(tls -> Fields.maps(tls, "route").stream())
                .anyMatch(leg -> mesh.host()
                        .isMeantBy(new Leg(leg).host(), route.manifest().namespace()));
    }

    private Stream<String> entries() {
        return scenario.routing() instanceof Routing.Requests requests
                ? mesh.users().stream()
                        .flatMap(route -> entries(ScenarioRoute.bare(route, mesh.host()), requests.rules()))
                : Stream.empty();
    }

    private Stream<String> entries(VirtualService route, List<Rule> rules) {
        List<Entry> entries = route.entries();
        return IntStream.range(0, entries.size())
                .boxed()
                .filter(place -> entries.get(place).leadsTo(mesh.host()))
                .flatMap(place -> rules.stream().flatMap(rule -> new ScenarioEntryObstacles(
                                entries.get(place),
                                rule,
                                route.words() + ", " + entries.get(place).words(place))
                        .of(mesh.host())));
    }
}
