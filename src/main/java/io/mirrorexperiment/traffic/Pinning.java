package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** Requests go to the live version only, or are divided as is asked for. */
final class Pinning {
    private Pinning() {}

    /**
     * A route of ours is made unpinned and then pinned: a late twin's create would come about even when its subset is gone, and take
     * the real requests nowhere; its edit does not.
     */
    static Step make(Mesh mesh) {
        Edits edits = new Edits().routes(mesh.routes(), route -> wanted(route, mesh));
        if (mesh.needsOwn() && mesh.own().isEmpty()) {
            VirtualService own = OwnObjects.route(mesh);
            edits.create(own.manifest())
                    .update(own.manifest(), wanted(own, mesh).manifest());
        }
        return edits.step();
    }

    /** Where requests could reach dark pods although nobody mirrors; empty if nowhere. */
    static Optional<String> lacking(Mesh mesh) {
        if (mesh.needsOwn() && mesh.own().isEmpty()) {
            return Optional.of("%s is not there, and no other VirtualService covers %s for sidecars."
                    .formatted(
                            OwnObjects.address(mesh, Kind.VIRTUAL_SERVICE).words(),
                            mesh.host().fullName()));
        }
        return mesh.routes().stream()
                .filter(route -> !route.equals(wanted(route, mesh)))
                .map(route -> "%s leads to %s without a subset, so requests may reach the dark version."
                        .formatted(route.words(), mesh.host().service()))
                .findFirst();
    }

    static Step undo(Mesh mesh) {
        Edits edits = new Edits();
        List<VirtualService> routes = mesh.routes();
        routes.stream()
                .filter(route -> !removable(mesh, route.manifest()))
                .forEach(route -> edits.update(
                        route.manifest(), unpinned(route, mesh.host()).manifest()));
        mesh.own()
                .map(VirtualService::manifest)
                .filter(object -> removable(mesh, object))
                .ifPresent(edits::delete);
        return edits.step();
    }

    static VirtualService unpinned(VirtualService route, ServiceHost host) {
        return Division.without(route, host)
                .each(entry -> entry.withLegsTo(host, leg -> leg.withoutSubset(Marks.LIVE)));
    }

    /** Pinned and divided, and if it is ours, with what was given. */
    private static VirtualService wanted(VirtualService route, Mesh mesh) {
        return Division.made(pinned(Given.filled(route, mesh), mesh.host()), mesh);
    }

    private static VirtualService pinned(VirtualService route, ServiceHost host) {
        return route.each(
                entry -> entry.withLegsTo(host, leg -> leg.subset().isPresent() ? leg : leg.withSubset(Marks.LIVE)));
    }

    private static boolean removable(Mesh mesh, Manifest object) {
        return mesh.isOurs(object) && object.annotation(Marks.BEFORE_SHIFT).isEmpty();
    }
}
