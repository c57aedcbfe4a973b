package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.StandingScenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Scenarios with HTTPRoutes of the Gateway API, as far as its standard channel goes: conditions on path, method, headers and query
 * parameters, weights, copies and timeouts. Versions are named by Services, the user's where they select the same pods, else ours.
 * Where no HTTPRoute leads to the service, one of ours does, for callers in the mesh. Stateless, hence safe for use by several threads.
 */
public final class GatewayScenario implements ScenarioRoutes {
    @Override
    public String name() {
        return "gateway-api";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(HttpRoute.KIND, Kind.SERVICE);
    }

    @Override
    public Survey survey(Scenario scenario, List<Manifest> objects) {
        return GatewayScenarioObstacles.of(GatewayScenarioMesh.of(scenario.target(), objects), scenario)
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() ->
                        new Survey.Possible(addresses(scenario, objects), OptionalDouble.empty(), List.of(), false));
    }

    @Override
    public Step prepare(Scenario scenario, List<Manifest> objects) {
        GatewayScenarioMesh mesh = GatewayScenarioMesh.of(scenario.target(), objects);
        return unless(GatewayScenarioObstacles.of(mesh, scenario), () -> {
            Edits edits = new Edits();
            scenario.routing().versions().stream()
                    .flatMap(version -> mesh.services().missing(version).stream())
                    .forEach(edits::create);
            return edits.step();
        });
    }

    @Override
    public Step route(Scenario scenario, List<Manifest> objects) {
        GatewayScenarioMesh mesh = GatewayScenarioMesh.of(scenario.target(), objects);
        Optional<String> lacking = scenario.routing().versions().stream()
                .filter(version -> mesh.services().missing(version).isPresent())
                .map(version -> "There is no Service for version %s: not yet, or somebody has deleted it."
                        .formatted(version.name()))
                .findFirst();
        return unless(GatewayScenarioObstacles.of(mesh, scenario).or(() -> lacking), () -> routed(mesh, scenario));
    }

    @Override
    public Step tidy(Target target, List<Manifest> objects) {
        GatewayScenarioMesh mesh = GatewayScenarioMesh.of(target, objects);
        Edits edits = new Edits();
        mesh.services().ours().stream()
                .filter(service -> mesh.routes().stream().noneMatch(route -> route.names(service.name())))
                .forEach(edits::delete);
        return edits.step();
    }

    @Override
    public Step unroute(Target target, List<Manifest> objects) {
        GatewayScenarioMesh mesh = GatewayScenarioMesh.of(target, objects);
        return unless(mesh.changed().findFirst(), () -> {
            Edits edits = new Edits();
            mesh.users()
                    .forEach(route -> edits.update(
                            route.manifest(),
                            HttpRouteScenario.bare(route, mesh.host()).manifest()));
            mesh.own().ifPresent(own -> edits.delete(own.manifest()));
            return edits.step();
        });
    }

    @Override
    public Step clear(Target target, List<Manifest> objects) {
        GatewayScenarioMesh mesh = GatewayScenarioMesh.of(target, objects);
        Optional<String> named = mesh.services().ours().stream()
                .filter(service -> mesh.routes().stream().anyMatch(route -> route.names(service.name())))
                .map(service ->
                        "An HTTPRoute names %s, which the scenario has made: take it out of the route, then delete again."
                                .formatted(service.address().words()))
                .findFirst();
        return unless(named, () -> tidy(target, objects));
    }

    @Override
    public List<StandingScenario> standing(List<Manifest> objects) {
        return objects.stream()
                .filter(object -> kinds().contains(object.kind()))
                .flatMap(object -> ScenarioMarks.standing(object).stream())
                .toList();
    }

    private static Step routed(GatewayScenarioMesh mesh, Scenario scenario) {
        HttpRouteScenario route = mesh.route(scenario);
        Edits edits = new Edits();
        mesh.users()
                .forEach(users -> edits.update(users.manifest(), route.in(users).manifest()));
        boolean needed = mesh.users().isEmpty();
        mesh.own().ifPresentOrElse(own -> own(own, needed, route, edits), () -> Optional.of(route)
                .filter(each -> needed)
                .ifPresent(each -> edits.create(each.own().manifest())));
        return edits.step();
    }

    private static void own(HttpRoute own, boolean needed, HttpRouteScenario route, Edits edits) {
        if (needed) {
            HttpRoute wanted = route.own();
            Manifest after = own.withRules(wanted.rules()).manifest();
            for (Map.Entry<String, String> note :
                    wanted.manifest().texts("metadata", "annotations").entrySet()) {
                after = after.withAnnotation(note.getKey(), note.getValue());
            }
            edits.update(own.manifest(), after);
        } else {
            edits.delete(own.manifest());
        }
    }

    private List<Address> addresses(Scenario scenario, List<Manifest> objects) {
        List<Change> changes = new ArrayList<>(changes(prepare(scenario, objects)));
        changes.addAll(changes(route(scenario, Change.applied(changes, objects))));
        return changes.stream().map(Change::address).distinct().toList();
    }

    private static List<Change> changes(Step step) {
        return step instanceof Step.Changes changes ? changes.changes() : List.of();
    }

    private static Step unless(Optional<String> barred, Supplier<Step> step) {
        return barred.<Step>map(Step.Barred::new).orElseGet(step);
    }
}
