package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Optional;

/** Our two subsets, by which routes can address the versions. */
final class Preparation {
    private Preparation() {}

    static Step make(Mesh mesh) {
        Edits edits = new Edits().rules(mesh.edited(), rule -> withSubsets(rule, mesh));
        OwnObjects.missingRule(mesh)
                .map(rule -> withSubsets(rule, mesh))
                .ifPresent(rule -> edits.create(rule.manifest()));
        return edits.step();
    }

    /** What routes that name our subsets would miss; empty if nothing. */
    static Optional<String> lacking(Mesh mesh) {
        if (OwnObjects.missingRule(mesh).isPresent()) {
            return Optional.of("There is no DestinationRule for %s that could define the subsets %s and %s."
                    .formatted(mesh.host().fullName(), Marks.LIVE, Marks.DARK));
        }
        return mesh.edited().stream()
                .filter(rule -> !rule.equals(withSubsets(rule, mesh)))
                .map(rule -> "%s does not define the subsets %s and %s: not yet, or somebody has taken them out."
                        .formatted(rule.words(), Marks.LIVE, Marks.DARK))
                .findFirst();
    }

    static Step undo(Mesh mesh) {
        return stillNamed(mesh).<Step>map(Step.Barred::new).orElseGet(() -> {
            Edits edits = new Edits();
            mesh.rules().stream()
                    .filter(rule -> rule.isFor(mesh.host()) || mesh.isOurs(rule.manifest()))
                    .forEach(rule -> undo(mesh, rule, edits));
            return edits.step();
        });
    }

    static DestinationRule withoutSubsets(DestinationRule rule) {
        DestinationRule without = rule;
        for (Subset subset : rule.subsets()) {
            without = Marks.isSubset(subset.name()) ? without.withoutSubset(subset.name()) : without;
        }
        return without;
    }

    private static void undo(Mesh mesh, DestinationRule rule, Edits edits) {
        Manifest object = rule.manifest();
        if (mesh.isOurs(object) && object.annotation(Marks.ADDED_SUBSET).isEmpty()) {
            edits.delete(object);
        } else {
            edits.update(object, withoutSubsets(rule).manifest());
        }
    }

    /** A route that would send requests nowhere if our subsets went; empty if there is none. */
    static Optional<String> stillNamed(Mesh mesh) {
        return mesh.services().stream()
                .filter(route -> route.subsetsOf(mesh.host()).anyMatch(Marks::isSubset))
                .map(route -> ("%s still names the subset %s or %s; without its definition its requests would fail."
                                + " Take it out of the route, then clear again.")
                        .formatted(route.words(), Marks.LIVE, Marks.DARK))
                .findFirst();
    }

    private static DestinationRule withSubsets(DestinationRule rule, Mesh mesh) {
        DestinationRule with = rule.withSubset(
                        new Subset(Marks.LIVE, mesh.course().liveLabels()))
                .withSubset(new Subset(Marks.DARK, mesh.course().darkLabels()));
        for (Subset subset : Division.subsets(mesh)) {
            with = with.withSubset(subset);
        }
        return with;
    }
}
