package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.StandingScenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Scenarios with Istio's VirtualServices, DestinationRules and Gateways.
 *
 * <p>Every VirtualService that leads to the service gets the rules, whatever its host, gateway and namespace: as entries of ours, each
 * a copy of the user's entry with one rule written into it, right before that entry, which itself stays as it is. Where no
 * VirtualService covers the service for sidecars, one of ours does. Versions are named by the user's subsets where they fit. Stateless,
 * hence safe for use by several threads.
 */
public final class IstioScenario implements ScenarioRoutes {
    @Override
    public String name() {
        return "istio";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.DESTINATION_RULE, Kind.VIRTUAL_SERVICE);
    }

    /** Gateways are looked for where a host from outside is asked for. */
    @Override
    public List<Kind> kindsWhereAllowed() {
        return List.of(ScenarioMesh.GATEWAY);
    }

    @Override
    public Survey survey(Scenario scenario, List<Manifest> objects) {
        ScenarioMesh mesh = ScenarioMesh.of(scenario.target(), objects);
        return ScenarioObstacles.of(mesh, scenario)
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() -> new Survey.Possible(
                        addresses(scenario, objects),
                        OptionalDouble.empty(),
                        ScenarioWarnings.of(mesh, scenario),
                        false));
    }

    @Override
    public Step prepare(Scenario scenario, List<Manifest> objects) {
        ScenarioMesh mesh = ScenarioMesh.of(scenario.target(), objects);
        return unless(ScenarioObstacles.of(mesh, scenario), () -> ScenarioRules.make(mesh, scenario));
    }

    @Override
    public Step route(Scenario scenario, List<Manifest> objects) {
        ScenarioMesh mesh = ScenarioMesh.of(scenario.target(), objects);
        Optional<String> lacking =
                new ScenarioSubsets(mesh).lacking(scenario.routing().versions());
        return unless(ScenarioObstacles.of(mesh, scenario).or(() -> lacking), () -> routed(mesh, scenario));
    }

    @Override
    public Step tidy(Target target, List<Manifest> objects) {
        return ScenarioRules.tidy(ScenarioMesh.of(target, objects));
    }

    @Override
    public Step unroute(Target target, List<Manifest> objects) {
        ScenarioMesh mesh = ScenarioMesh.of(target, objects);
        return unless(first(ScenarioObstacles.changed(mesh)), () -> unrouted(mesh));
    }

    @Override
    public Step clear(Target target, List<Manifest> objects) {
        ScenarioMesh mesh = ScenarioMesh.of(target, objects);
        return unless(
                first(ScenarioObstacles.changed(mesh)).or(() -> ScenarioRules.stillNamed(mesh)),
                () -> ScenarioRules.undo(mesh));
    }

    @Override
    public List<StandingScenario> standing(List<Manifest> objects) {
        return objects.stream()
                .filter(object ->
                        kinds().contains(object.kind()) || kindsWhereAllowed().contains(object.kind()))
                .flatMap(object -> ScenarioMarks.standing(object).stream())
                .toList();
    }

    private static Step routed(ScenarioMesh mesh, Scenario scenario) {
        ScenarioRoute route = new ScenarioRoute(mesh, scenario);
        Edits edits = new Edits();
        if (scenario.routing().isTouched()) {
            edits.routes(mesh.users(), route::in);
            Optional<VirtualService> own = route.own();
            mesh.own()
                    .ifPresentOrElse(
                            there -> own.ifPresentOrElse(
                                    after -> edits.update(there.manifest(), after.manifest()),
                                    () -> edits.delete(there.manifest())),
                            () -> own.ifPresent(made -> edits.create(made.manifest())));
        }
        return edits.step();
    }

    private static Step unrouted(ScenarioMesh mesh) {
        Edits edits = new Edits().routes(mesh.users(), route -> ScenarioRoute.bare(route, mesh.host()));
        mesh.own().ifPresent(own -> edits.delete(own.manifest()));
        return edits.step();
    }

    private List<Address> addresses(Scenario scenario, List<Manifest> objects) {
        List<Change> first = changes(prepare(scenario, objects));
        List<Change> second = changes(route(scenario, Change.applied(first, objects)));
        return Stream.concat(first.stream(), second.stream())
                .map(Change::address)
                .distinct()
                .toList();
    }

    private static List<Change> changes(Step step) {
        return step instanceof Step.Changes changes ? changes.changes() : List.of();
    }

    private static Optional<String> first(Stream<String> sentences) {
        return sentences.findFirst();
    }

    private static Step unless(Optional<String> barred, Supplier<Step> step) {
        return barred.<Step>map(Step.Barred::new).orElseGet(step);
    }
}
