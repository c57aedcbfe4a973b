package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** After a shift: the old version leaves the routes, and what was ours becomes the user's. */
final class Settling {
    private Settling() {}

    static Step make(Mesh mesh) {
        if (!unsettled(mesh)) {
            return new Step.Changes(List.of());
        }
        Mesh after = mesh.with(
                mesh.services().stream().map(route -> settled(route, mesh)).toList());
        return Preparation.stillNamed(after).<Step>map(Step.Barred::new).orElseGet(() -> new Edits()
                .routes(mesh.routes(), route -> settled(route, mesh))
                .rules(mesh.edited(), rule -> settled(rule, mesh))
                .step());
    }

    private static boolean unsettled(Mesh mesh) {
        return mesh.routes().stream().anyMatch(Shifting::isShifted)
                || mesh.edited().stream()
                        .anyMatch(rule ->
                                rule.manifest().annotation(Marks.ADDED_SUBSET).isPresent());
    }

    private static VirtualService settled(VirtualService route, Mesh mesh) {
        Optional<Originals> originals = Originals.of(route);
        VirtualService dropped = route.each(entry ->
                originals.map(known -> dropped(entry, known, mesh.host())).orElse(entry));
        VirtualService unpinned = Pinning.unpinned(dropped, mesh.host());
        return Shifting.isShifted(route)
                ? unpinned.with(object -> handOver(object.withoutAnnotation(Marks.BEFORE_SHIFT), mesh))
                : unpinned;
    }

    /** Without the destinations that the shift took the requests from; those that had none before are the user's. */
    private static Entry dropped(Entry entry, Originals originals, ServiceHost host) {
        return originals
                .take(entry, host)
                .map(entry::withLegs)
                .map(before -> before.carrying().stream().map(Leg::destination).toList())
                .map(old -> entry.withLegs(entry.legs().stream()
                        .filter(leg -> leg.weight() > 0 || !old.contains(leg.destination()))
                        .toList()))
                .orElse(entry);
    }

    private static DestinationRule settled(DestinationRule rule, Mesh mesh) {
        return Preparation.withoutSubsets(rule)
                .with(object -> handOver(object.withoutAnnotation(Marks.ADDED_SUBSET), mesh));
    }

    private static Manifest handOver(Manifest object, Mesh mesh) {
        return mesh.isOurs(object) ? Marks.handOver(object, mesh.course().run()) : object;
    }
}
