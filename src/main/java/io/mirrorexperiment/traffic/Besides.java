package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Live requests that reach other versions than the live one: an entry divides them, or leads some kinds of them elsewhere. They are copied as
 * well, so whoever counts copies must count them.
 */
final class Besides {
    private Besides() {}

    /** What routes lead to, or will where the run divides them itself. */
    static List<Beside> of(Mesh mesh) {
        return mesh.course().shares().isEmpty() ? inRoutes(mesh) : Division.besides(mesh);
    }

    /** Each part of the service in which no pod of the live or the dark version can be, and which gets users' requests; once each. */
    static List<Beside> inRoutes(Mesh mesh) {
        Mesh foreseen = Given.foreseen(mesh);
        return foreseen.routes().stream()
                .flatMap(route -> of(foreseen, route))
                .collect(Collectors.toMap(
                        beside -> List.of(beside.subset(), beside.labels()),
                        Function.identity(),
                        (one, same) -> one,
                        java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** The sentence that refuses where the live version gets nothing at all, and others do. */
    static Optional<String> refused(Mesh mesh) {
        Mesh foreseen = Given.foreseen(mesh);
        List<Beside> others = inRoutes(mesh);
        return others.isEmpty() || foreseen.needsOwn() || leadsToLive(foreseen)
                ? Optional.empty()
                : Optional.of(
                        "%s leads to subset '%s', and no route leads to the live version %s: name the version that users get."
                                .formatted(
                                        others.get(0).where(),
                                        others.get(0).subset(),
                                        new TreeMap<>(mesh.course().liveLabels())));
    }

    private static Stream<Beside> of(Mesh mesh, VirtualService route) {
        List<Entry> entries = Mirroring.bare(route, mesh.host()).entries();
        return IntStream.range(0, entries.size())
                .boxed()
                .flatMap(place -> of(
                        mesh,
                        entries.get(place),
                        route.words() + ", " + entries.get(place).words(place)));
    }

    private static Stream<Beside> of(Mesh mesh, Entry entry, String where) {
        return subsets(mesh, entry)
                .filter(name -> excludesLive(mesh, name))
                .flatMap(name -> mesh.definitions(name).stream())
                .filter(subset -> subset.excludes(mesh.course().darkLabels()))
                .map(subset -> new Beside(subset.name(), subset.labels(), where));
    }

    private static boolean leadsToLive(Mesh mesh) {
        return mesh.routes().stream()
                .flatMap(route -> Mirroring.bare(route, mesh.host()).entries().stream())
                .flatMap(entry ->
                        entry.carrying().stream().filter(leg -> mesh.host().isMeantBy(leg.host(), entry.from())))
                .anyMatch(leg ->
                        leg.subset().filter(name -> excludesLive(mesh, name)).isEmpty());
    }

    private static Stream<String> subsets(Mesh mesh, Entry entry) {
        return entry.carrying().stream()
                .filter(leg -> mesh.host().isMeantBy(leg.host(), entry.from()))
                .flatMap(leg -> leg.subset().stream());
    }

    private static boolean excludesLive(Mesh mesh, String name) {
        List<Subset> definitions = mesh.definitions(name);
        return !definitions.isEmpty()
                && definitions.stream()
                        .allMatch(subset -> subset.excludes(mesh.course().liveLabels()));
    }
}
