package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/** DestinationRules and Gateways with what a scenario needs, and without. */
final class ScenarioRules {
    private ScenarioRules() {}

    static Step make(ScenarioMesh mesh, Scenario scenario) {
        Edits edits = new Edits().rules(mesh.mesh().edited(), rule -> with(mesh, rule, scenario));
        boolean needed =
                scenario.breaker().isPresent() || !scenario.routing().versions().isEmpty();
        mesh.missingRule()
                .filter(rule -> needed)
                .map(rule -> with(mesh, rule, scenario))
                .ifPresent(rule -> edits.create(rule.manifest()));
        scenario.exposure()
                .flatMap(names -> new ScenarioGateways(mesh, names).own())
                .ifPresent(gateway -> gateway(mesh, ScenarioMarks.noted(gateway, mesh.host(), "gateway"), edits));
        return edits.step();
    }

    static Step tidy(ScenarioMesh mesh) {
        Edits edits = new Edits();
        mesh.rules().forEach(rule -> changed(mesh, rule, ScenarioSubsets.tidied(rule, mesh.mesh()), edits));
        return edits.step();
    }

    static Step undo(ScenarioMesh mesh) {
        Edits edits = new Edits();
        mesh.rules()
                .forEach(rule -> changed(
                        mesh, rule, ScenarioSubsets.tidied(ScenarioBreaker.restored(rule), mesh.mesh()), edits));
        mesh.gateways().stream().filter(mesh::isOwn).forEach(edits::delete);
        return edits.step();
    }

    /** A route that would send traffic nowhere if our subsets went; empty if there is none. */
    static Optional<String> stillNamed(ScenarioMesh mesh) {
        List<String> ours = mesh.rules().stream()
                .flatMap(rule -> ScenarioSubsets.ours(rule).stream())
                .toList();
        return mesh.mesh().services().stream()
                .filter(route -> route.subsetsOf(mesh.host()).anyMatch(ours::contains))
                .map(route ->
                        "%s names a subset that the scenario has made (%s); without its definition its traffic would fail. Take it out of the route, then delete again."
                                .formatted(route.words(), String.join(", ", ours)))
                .findFirst();
    }

    private static DestinationRule with(ScenarioMesh mesh, DestinationRule rule, Scenario scenario) {
        DestinationRule defined =
                new ScenarioSubsets(mesh).defined(rule, scenario.routing().versions());
        return noted(
                mesh,
                scenario.breaker()
                        .map(breaker -> ScenarioBreaker.broken(defined, breaker))
                        .orElse(defined));
    }

    private static DestinationRule noted(ScenarioMesh mesh, DestinationRule rule) {
        Optional<String> words = ScenarioBreaker.words(rule)
                .or(() -> rule.manifest().annotation(ScenarioMarks.SUBSETS).map(names -> "subsets: " + names));
        return rule.with(object -> words.map(note -> ScenarioMarks.noted(object, mesh.host(), note))
                .orElseGet(() -> ScenarioMarks.without(object, mesh.host())));
    }

    private static void gateway(ScenarioMesh mesh, Manifest wanted, Edits edits) {
        mesh.gateways().stream()
                .filter(mesh::isOwn)
                .findFirst()
                .ifPresentOrElse(
                        there -> edits.update(
                                there, there.with(wanted.at("spec", "servers").orElseThrow(), "spec", "servers")),
                        () -> edits.create(wanted));
    }

    /** A rule of ours that is left without purpose goes. */
    private static void changed(ScenarioMesh mesh, DestinationRule rule, DestinationRule after, Edits edits) {
        boolean purpose = !ScenarioSubsets.ours(after).isEmpty()
                || after.manifest().annotation(ScenarioMarks.BREAKER).isPresent();
        if (!purpose && mesh.isOwn(rule.manifest())) {
            edits.delete(rule.manifest());
        } else {
            edits.update(rule.manifest(), noted(mesh, after).manifest());
        }
    }
}
