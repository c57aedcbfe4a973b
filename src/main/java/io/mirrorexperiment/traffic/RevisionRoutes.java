package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Routes that choose the revision of a Knative Service by a header: originals the live one, copies, told by the suffix of their
 * authority, the dark one.
 *
 * @param routes every VirtualService that was read
 * @param live the revision that serves
 * @param dark the revision that gets copies
 */
record RevisionRoutes(List<VirtualService> routes, String live, String dark) {
    /** The label by which Knative marks the pods of a revision. */
    private static final String LABEL = "serving.knative.dev/revision";

    /** What Knative puts on the routes that it makes itself. */
    private static final String MADE = "serving.knative.dev/route";

    /** Empty where the versions are no revisions. */
    static Optional<RevisionRoutes> of(Mesh mesh) {
        Map<String, String> live = mesh.course().liveLabels();
        return Optional.ofNullable(mesh.course().darkLabels().get(LABEL))
                .map(dark -> new RevisionRoutes(mesh.services(), live.getOrDefault(LABEL, ""), dark));
    }

    /** Whether Knative made a route for the names that it gives to a Service. */
    static boolean isMade(VirtualService route) {
        return route.manifest().labels().containsKey(MADE);
    }

    /** Whether a route sends copies to the dark revision. */
    boolean tellsCopies() {
        return tellers().anyMatch(entry -> revisions(entry).anyMatch(dark::equals));
    }

    /** What leads requests or copies elsewhere than the experiment says, in a sentence; empty if nothing does. */
    Optional<String> obstacle() {
        return Stream.of(exposed(), astray(), unlike())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A route by which users reach the dark revision, in a sentence; empty if none does. */
    Optional<String> exposed() {
        return routes.stream()
                .filter(route -> route.entries().stream()
                        .filter(entry -> !tells(entry))
                        .flatMap(RevisionRoutes::revisions)
                        .anyMatch(dark::equals))
                .findFirst()
                .map(route -> isMade(route)
                        ? "The Knative Service itself sends requests of users to the dark revision " + dark
                                + " (%s says so): give it 0 %% of its traffic.".formatted(route.words())
                        : "%s sends requests themselves, not only copies, to the dark revision %s: lead them to %s."
                                .formatted(route.words(), dark, live));
    }

    private Optional<String> astray() {
        List<String> others =
                tellers().flatMap(RevisionRoutes::revisions).distinct().toList();
        return others.isEmpty() || others.contains(dark)
                ? Optional.empty()
                : Optional.of(
                        "Routes send copies, told by the suffix -shadow, to %s, and none of them to the dark revision %s: correct the routes, or name in spec.dark.revision the one that is meant."
                                .formatted(others.stream().sorted().collect(Collectors.joining(" and ")), dark));
    }

    private Optional<String> unlike() {
        return routes.stream()
                .filter(route -> route.entries().stream()
                        .anyMatch(entry -> tells(entry) && revisions(entry).anyMatch(dark::equals)))
                .flatMap(route -> route.entries().stream()
                        .filter(entry -> !tells(entry))
                        .flatMap(RevisionRoutes::revisions)
                        .filter(revision -> !revision.equals(live))
                        .map(revision ->
                                "%s leads requests to revision %s, but the live one is said to be %s: correct spec.live.revision, or the route."
                                        .formatted(route.words(), revision, live)))
                .findFirst();
    }

    private Stream<Entry> tellers() {
        return routes.stream().flatMap(route -> route.entries().stream()).filter(RevisionRoutes::tells);
    }

    private static boolean tells(Entry entry) {
        return new RevisionEntry(entry, "").tellsCopies();
    }

    private static Stream<String> revisions(Entry entry) {
        return new RevisionEntry(entry, "").revisions();
    }
}
