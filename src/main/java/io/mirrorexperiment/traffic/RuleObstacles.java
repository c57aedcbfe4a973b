package io.mirrorexperiment.traffic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is in the way on DestinationRules. Istio's pilot ({@code mergeDestinationRule}) joins the subsets of rules of one
 * namespace for one host if none selects clients and all have the same {@code exportTo}; clients see the rules of their own
 * namespace first, then those of the service's, then those of the root.
 */
final class RuleObstacles {
    private RuleObstacles() {}

    static List<String> of(Mesh mesh) {
        return Stream.of(unmerged(mesh), selecting(mesh), leftOver(mesh), hiding(mesh), nameTaken(mesh))
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<String> unmerged(Mesh mesh) {
        return mesh.rulesByNamespace().stream()
                .filter(group ->
                        group.stream().map(DestinationRule::exportTo).distinct().count() > 1)
                .map(group ->
                        ("%s are for one host and have different exportTo, so Istio does not merge them and our subsets"
                                        + " would be unknown to some clients: make them one.")
                                .formatted(words(group)));
    }

    private static Stream<String> selecting(Mesh mesh) {
        return mesh.rulesByNamespace().stream()
                .flatMap(List::stream)
                .filter(DestinationRule::selectsClients)
                .map(rule -> ("%s holds for some clients only (workloadSelector), which would not know our subsets:"
                                + " take the selector out while the experiment runs.")
                        .formatted(rule.words()));
    }

    private static Stream<String> leftOver(Mesh mesh) {
        Map<String, Map<String, String>> wanted = new HashMap<>();
        Division.subsets(mesh).forEach(subset -> wanted.put(subset.name(), subset.labels()));
        wanted.put(Marks.LIVE, mesh.course().liveLabels());
        wanted.put(Marks.DARK, mesh.course().darkLabels());
        return mesh.rules().stream().filter(rule -> rule.isFor(mesh.host())).flatMap(rule -> rule.subsets().stream()
                .filter(subset ->
                        wanted.containsKey(subset.name()) && !subset.labels().equals(wanted.get(subset.name())))
                .map(subset -> "%s holds subset %s of another run: restore that run first."
                        .formatted(rule.words(), subset.words())));
    }

    /** A rule with an asterisk in a client's namespace hides the service's own rule, and with it our subsets. */
    private static Stream<String> hiding(Mesh mesh) {
        return mesh.rules().stream()
                .filter(rule -> rule.isOver(mesh.host())
                        && !rule.namespace().equals(mesh.host().namespace())
                        && !rule.namespace().equals(OwnObjects.ROOT_NAMESPACE)
                        && mesh.edited().stream()
                                .noneMatch(other -> other.namespace().equals(rule.namespace())))
                .map(rule -> ("%s (host %s) hides our subsets from clients in its namespace, whose requests would fail:"
                                + " add a DestinationRule for %s there.")
                        .formatted(rule.words(), rule.host(), mesh.host().fullName()));
    }

    private static Stream<String> nameTaken(Mesh mesh) {
        return mesh.rules().stream()
                .filter(rule -> mesh.hasOurName(rule.manifest())
                        && OwnObjects.missingRule(mesh).isPresent())
                .map(rule -> "%s has the name that ours would get, but is for host '%s': rename or delete it."
                        .formatted(rule.words(), rule.host()));
    }

    static String words(List<DestinationRule> rules) {
        return rules.stream().map(DestinationRule::words).collect(Collectors.joining(" and "));
    }
}
