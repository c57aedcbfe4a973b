package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Version;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The subsets by which routes name the versions of a scenario: the user's own where they fit, else ours. */
final class ScenarioSubsets {
    private final List<DestinationRule> rules;

    ScenarioSubsets(ScenarioMesh mesh) {
        this.rules = mesh.mesh().edited();
    }

    /** Free, or the same version, in all rules. */
    String name(Version version) {
        return Stream.of(users(version), own(version))
                .flatMap(names -> names)
                .filter(name -> rules.stream().allMatch(rule -> suits(rule, name, version)))
                .findFirst()
                .orElseThrow();
    }

    DestinationRule defined(DestinationRule rule, List<Version> versions) {
        DestinationRule after = rule;
        for (Version version : versions) {
            String name = name(version);
            if (after.subset(name).isEmpty()) {
                after = remembered(after.withSubset(new Subset(name, version.labels())), name);
            }
        }
        return after;
    }

    /** The sentence that says what is missing; empty if all versions can be named. */
    Optional<String> lacking(List<Version> versions) {
        if (rules.isEmpty() && !versions.isEmpty()) {
            return Optional.of(
                    "There is no DestinationRule that could define the versions: not yet, or somebody has deleted it.");
        }
        return rules.stream()
                .filter(rule -> !rule.equals(defined(rule, versions)))
                .map(rule -> rule.words() + " does not define all versions: not yet, or somebody has taken them out.")
                .findFirst();
    }

    /** A rule without those subsets of ours that nothing names. */
    static DestinationRule tidied(DestinationRule rule, Mesh mesh) {
        Set<String> kept = new LinkedHashSet<>();
        DestinationRule after = rule;
        for (String name : ours(rule)) {
            if (mesh.names(name)) {
                kept.add(name);
            } else {
                after = after.withoutSubset(name);
            }
        }
        return noted(after, kept);
    }

    /** Subsets of a rule that we added. */
    static Set<String> ours(DestinationRule rule) {
        Set<String> names = new LinkedHashSet<>();
        rule.manifest().annotation(ScenarioMarks.SUBSETS).ifPresent(text -> Arrays.stream(text.split(",", -1))
                .forEach(names::add));
        return names;
    }

    private static DestinationRule remembered(DestinationRule rule, String name) {
        Set<String> names = ours(rule);
        names.add(name);
        return noted(rule, names);
    }

    private static DestinationRule noted(DestinationRule rule, Set<String> names) {
        return rule.with(object -> names.isEmpty()
                ? object.withoutAnnotation(ScenarioMarks.SUBSETS)
                : object.withAnnotation(ScenarioMarks.SUBSETS, String.join(",", names)));
    }

    private Stream<String> users(Version version) {
        Stream<String> named = Stream.of(version.name()).filter(name -> rules.stream()
                .anyMatch(rule -> rule.subset(name).isPresent()));
        Stream<String> same = rules.stream()
                .flatMap(rule -> rule.subsets().stream())
                .filter(subset -> subset.labels().equals(version.labels()))
                .map(Subset::name);
        return Stream.concat(named, same).filter(name -> !Marks.isSubset(name));
    }

    /** The version's name as a DNS label, which Istio asks of the names of subsets. */
    private static Stream<String> own(Version version) {
        String plain = version.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String label = plain.substring(0, Math.min(60, plain.length())).replaceAll("^-+|-+$", "");
        String base = label.isEmpty() ? "version" : label;
        return Stream.concat(Stream.of(base), IntStream.iterate(2, n -> n + 1).mapToObj(n -> base + "-" + n));
    }

    /** A subset of the version's name may ask for more labels: that is how the user defines the version. */
    private static boolean suits(DestinationRule rule, String name, Version version) {
        return rule.subset(name)
                .map(subset -> name.equals(version.name())
                        ? subset.labels()
                                .entrySet()
                                .containsAll(version.labels().entrySet())
                        : subset.labels().equals(version.labels()))
                .orElse(true);
    }
}
