package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** The annotation that closes a route to runs of older generations; it only rises. */
final class Tombstone {
    private Tombstone() {}

    /** The highest generation on any route; 0 if there is none. Text that is no number counts as 0 here, and bars. */
    static long highest(List<VirtualService> routes) {
        return highestOf(manifests(routes));
    }

    /** The same of routes of any kind. */
    static long highestOf(List<Manifest> routes) {
        return routes.stream().mapToLong(Tombstone::seen).max().orElse(0);
    }

    /** Why a run of this generation may not go on; empty if it may. */
    static Optional<String> bars(List<VirtualService> routes, long generation) {
        return barsOf(manifests(routes), generation);
    }

    /** The same of routes of any kind. */
    static Optional<String> barsOf(List<Manifest> routes, long generation) {
        return routes.stream()
                .flatMap(route -> bars(route, generation).stream())
                .findFirst();
    }

    static VirtualService raise(VirtualService route, long atLeast) {
        return route.with(object -> raise(object, atLeast));
    }

    /** The same of a route of any kind. */
    static Manifest raise(Manifest route, long atLeast) {
        return seen(route) >= atLeast ? route : route.withAnnotation(Marks.GENERATION, Long.toString(atLeast));
    }

    private static List<Manifest> manifests(List<VirtualService> routes) {
        return routes.stream().map(VirtualService::manifest).toList();
    }

    private static Optional<String> bars(Manifest route, long generation) {
        Optional<String> text = route.annotation(Marks.GENERATION);
        if (text.isEmpty() || (isNumber(text.get()) && seen(route) <= generation)) {
            return Optional.empty();
        }
        return Optional.of("%s is closed to generation %d: its annotation %s says %s."
                .formatted(route.address().words(), generation, Marks.GENERATION, text.get()));
    }

    private static long seen(Manifest route) {
        return route.annotation(Marks.GENERATION)
                .filter(Tombstone::isNumber)
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }
}
