package io.mirrorexperiment.traffic;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The name under which the promoted version stays in the routes. */
final class PromotedSubset {
    private static final String PROMOTED = "promoted";

    private PromotedSubset() {}

    /** The user's own subset of exactly the dark labels, else a new one named after the version; free or the same in all rules. */
    static String name(Mesh mesh) {
        return Stream.of(users(mesh), version(mesh).stream(), others())
                .flatMap(names -> names)
                .filter(name -> mesh.edited().stream().allMatch(rule -> suits(rule, name, mesh)))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> users(Mesh mesh) {
        return mesh.edited().stream()
                .flatMap(rule -> rule.subsets().stream())
                .filter(subset -> subset.labels().equals(mesh.course().darkLabels()))
                .map(Subset::name)
                .filter(name -> !Marks.isSubset(name));
    }

    /** The version as a DNS label, which Istio asks of the names of subsets. */
    private static Optional<String> version(Mesh mesh) {
        return Optional.ofNullable(mesh.course().darkLabels().get("version"))
                .map(version -> version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-"))
                .map(version ->
                        version.substring(0, Math.min(63, version.length())).replaceAll("^-+|-+$", ""))
                .filter(version -> !version.isEmpty());
    }

    private static Stream<String> others() {
        return Stream.concat(
                Stream.of(PROMOTED), IntStream.iterate(2, n -> n + 1).mapToObj(n -> PROMOTED + "-" + n));
    }

    private static boolean suits(DestinationRule rule, String name, Mesh mesh) {
        return rule.subset(name)
                .map(subset -> subset.labels().equals(mesh.course().darkLabels()))
                .orElse(true);
    }
}
