package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Mirrors to the dark version that somebody else has set up.
 *
 * @param copies those that are found, with a percentage over 0
 * @param share what all requests to the service are copied at; empty if that differs from route to route
 * @param warnings what is doubtful about them
 */
record FoundMirror(List<Copies> copies, OptionalDouble share, List<String> warnings) {
    static FoundMirror in(Mesh mesh) {
        List<Entry> sources = mesh.services().stream()
                .filter(route -> !RevisionRoutes.isMade(route))
                .flatMap(route -> route.entries().stream().filter(entry -> isSource(mesh, route, entry)))
                .toList();
        List<Optional<Copies>> copies = sources.stream()
                .map(entry -> Copies.of(entry).stream()
                        .filter(copy -> copy.percent() > 0 && mayBeDark(mesh, entry, copy))
                        .findFirst())
                .toList();
        List<Copies> there = copies.stream().flatMap(Optional::stream).toList();
        boolean even = copies.stream().allMatch(Optional::isPresent)
                && there.stream().map(Copies::percent).distinct().count() == 1;
        return new FoundMirror(
                there,
                even ? OptionalDouble.of(there.get(0).percent()) : OptionalDouble.empty(),
                doubts(mesh, there, even));
    }

    private static List<String> doubts(Mesh mesh, List<Copies> there, boolean even) {
        List<String> doubts = new ArrayList<>();
        if (!there.isEmpty() && !even) {
            doubts.add(
                    "Routes to %s are mirrored at different percentages or not at all, so the share of copies cannot be proven."
                            .formatted(mesh.host().service()));
        }
        if (RevisionRoutes.of(mesh).filter(RevisionRoutes::tellsCopies).isPresent()) {
            doubts.add(
                    "Requests that reach %s by the names that Knative gives it are not copied: if there are any, the share of copies will be found too small."
                            .formatted(mesh.host().service()));
            return doubts;
        }
        there.stream()
                .filter(copy -> !mesh.host().isMeantBy(copy.host(), mesh.host().namespace()))
                .map(Copies::host)
                .distinct()
                .forEach(host -> doubts.add(
                        "Copies go to host %s; whether the dark version is behind it cannot be seen from the routes."
                                .formatted(host)));
        return doubts;
    }

    /**
     * An entry whose requests are the live ones: it leads to the service, or takes those for the service to another host, or loops
     * through a gateway and its copies are told by the suffix.
     */
    private static boolean isSource(Mesh mesh, VirtualService route, Entry entry) {
        if (entry.matches().stream().anyMatch(EntryObstacles::tellsCopies)) {
            return false;
        }
        return (entry.leadsTo(mesh.host()) || route.covers(mesh.host()))
                ? !entry.carrying().isEmpty() && !isEndOfLoop(mesh, route, entry)
                : !Copies.of(entry).isEmpty() && loops(mesh, route, entry);
    }

    /** Behind a looping mirror the requests have been copied already. */
    private static boolean isEndOfLoop(Mesh mesh, VirtualService route, Entry entry) {
        return Copies.of(entry).isEmpty()
                && route.entries().stream()
                        .flatMap(other -> other.matches().stream())
                        .anyMatch(EntryObstacles::tellsCopies)
                && mesh.services().stream().anyMatch(other -> other.entries().stream()
                        .anyMatch(copied -> !Copies.of(copied).isEmpty() && loops(mesh, other, copied)));
    }

    /** Whether copies of an entry come back under an authority with the suffix, for which a route to the dark version exists. */
    private static boolean loops(Mesh mesh, VirtualService route, Entry entry) {
        List<String> names = Stream.concat(
                        route.hosts().stream(),
                        Fields.text(Fields.map(entry.fields(), "rewrite"), "authority").stream())
                .toList();
        return mesh.services().stream()
                .flatMap(other -> other.entries().stream())
                .filter(other -> !other.legs().isEmpty())
                .flatMap(other -> other.matches().stream())
                .filter(EntryObstacles::tellsCopies)
                .flatMap(match -> authorities(match).stream())
                .anyMatch(authority -> names.stream().anyMatch(name -> authority.startsWith(name + "-shadow")));
    }

    private static List<String> authorities(Map<String, Object> match) {
        return Fields.map(match, "authority").values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** A subset of the service must be defined and not exclude dark pods; of another host nothing is known. */
    private static boolean mayBeDark(Mesh mesh, Entry entry, Copies copy) {
        if (!copy.goesTo(mesh.host(), entry.from())) {
            return true;
        }
        return copy.subset().isPresent()
                && mesh.definitions(copy.subset().get()).stream()
                        .anyMatch(subset -> !subset.excludes(mesh.course().darkLabels()));
    }
}
