package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.List;

/** What a careful person would like to know of a route that can be used. */
final class Warnings {
    private Warnings() {}

    static List<String> of(Mesh mesh) {
        List<String> warnings = new ArrayList<>();
        warnings.addAll(Given.warnings(mesh));
        warnings.addAll(rules(mesh));
        warnings.addAll(routes(mesh));
        warnings.addAll(Overlaps.settled(mesh));
        warnings.addAll(PortObstacles.warnings(mesh));
        return warnings;
    }

    private static List<String> rules(Mesh mesh) {
        List<String> warnings = new ArrayList<>();
        mesh.rulesByNamespace().stream()
                .filter(group -> group.size() > 1)
                .forEach(
                        group -> warnings.add("%s are for one host; Istio merges them, and our subsets go to the first."
                                .formatted(RuleObstacles.words(group))));
        OwnObjects.missingRule(mesh)
                .flatMap(rule -> OwnObjects.hidden(mesh))
                .ifPresent(hidden -> warnings.add(
                        "%s (host %s) no longer holds for %s while our DestinationRule is there, which carries its settings on; changes to it in the meantime do not count."
                                .formatted(
                                        hidden.words(),
                                        hidden.host(),
                                        mesh.host().service())));
        return warnings;
    }

    private static List<String> routes(Mesh mesh) {
        List<String> warnings = new ArrayList<>();
        if (mesh.needsOwn() && mesh.own().isEmpty()) {
            warnings.add((Given.entries(mesh).isEmpty()
                            ? "No VirtualService covers %s for sidecars; we make one that leads to the live version."
                            : "No VirtualService covers %s for sidecars; we make one after the route that was given.")
                    .formatted(mesh.host().fullName()));
        }
        mesh.services().stream()
                .filter(route -> route.covers(mesh.host())
                        && !route.exportTo().isEmpty()
                        && !route.exportTo().contains("*"))
                .forEach(route -> warnings.add(
                        "%s is seen in some namespaces only (exportTo); clients elsewhere choose among all pods of %s, the dark ones included."
                                .formatted(route.words(), mesh.host().service())));
        mesh.routes().forEach(route -> warnings.addAll(unmirrored(mesh, route)));
        return warnings;
    }

    private static List<String> unmirrored(Mesh mesh, VirtualService route) {
        Methods methods = new Methods(mesh.course().methods());
        List<Entry> entries = Mirroring.bare(route, mesh.host()).entries();
        List<String> warnings = new ArrayList<>();
        for (int place = 0; place < entries.size(); place++) {
            Entry entry = entries.get(place);
            if (entry.leadsTo(mesh.host())
                    && methods.limited()
                    && methods.limit(entry).isEmpty()) {
                warnings.add("%s, %s takes none of the methods %s and is not mirrored."
                        .formatted(route.words(), entry.words(place), methods.allowed()));
            }
        }
        return warnings;
    }
}
