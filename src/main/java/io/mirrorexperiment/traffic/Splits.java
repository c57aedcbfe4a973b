package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Routes that divide live requests among versions. A run counts one live version: copies of what the others get would look like more
 * than their share.
 */
final class Splits {
    private Splits() {}

    /** The sentence that refuses, if there is cause. */
    static Optional<String> refused(Mesh mesh) {
        return mesh.routes().stream().flatMap(route -> refused(mesh, route)).findFirst();
    }

    private static Stream<String> refused(Mesh mesh, VirtualService route) {
        List<Entry> entries = Mirroring.bare(route, mesh.host()).entries();
        return IntStream.range(0, entries.size())
                .boxed()
                .filter(place -> entries.get(place).carrying().size() > 1)
                .flatMap(place -> others(mesh, entries.get(place))
                        .map(subset ->
                                ("%s, %s leads live requests to subset '%s' besides the live version %s. A run counts"
                                                + " the live version alone, so copies of the others' requests would look like more than"
                                                + " their share: lead all to the live version while it runs, or mirror without"
                                                + " judging by scenario mirroring.")
                                        .formatted(
                                                route.words(),
                                                entries.get(place).words(place),
                                                subset,
                                                new TreeMap<>(mesh.course().liveLabels()))));
    }

    /** Subsets of an entry in which there can be no pod of the live version. */
    private static Stream<String> others(Mesh mesh, Entry entry) {
        return entry.carrying().stream()
                .filter(leg -> mesh.host().isMeantBy(leg.host(), entry.from()))
                .flatMap(leg -> leg.subset().stream())
                .filter(name -> !mesh.definitions(name).isEmpty()
                        && mesh.definitions(name).stream()
                                .allMatch(
                                        subset -> subset.excludes(mesh.course().liveLabels())));
    }
}
