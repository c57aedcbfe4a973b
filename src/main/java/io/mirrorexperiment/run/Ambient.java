package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * Pods of an ambient mesh. Their connections go through ztunnel, which knows no requests; a waypoint before them knows requests, and counts
 * those of its callers, never the copies that it makes. So copies could not be proven there.
 */
final class Ambient {
    private static final String REDIRECTED = "ambient.istio.io/redirection";
    private static final String WAYPOINT = "istio.io/use-waypoint";
    private static final String BOUND = "istio.io/WaypointBound";
    private static final String WAY_OUT = ". Give both versions sidecars (on the pod template the labels"
            + " istio.io/dataplane-mode: none and sidecar.istio.io/inject: \"true\"), which count what arrives";

    private Ambient() {}

    /** A mirror of the user's is for the counters to judge, and revisions are counted by their own proxies. */
    static void requireCounted(Site site, Experiment experiment, Manifest service, Manifest live) {
        if (!experiment.adopted() && !experiment.knative()) {
            obstacle(service, site.cluster().pods(live)).ifPresent(because -> {
                throw Obstacle.impossible(because);
            });
        }
    }

    /** Why copies could not be proven. */
    static Optional<String> obstacle(Manifest service, List<Manifest> pods) {
        return pods.stream()
                .filter(pod ->
                        pod.annotation(REDIRECTED).filter("enabled"::equals).isPresent())
                .findFirst()
                .map(pod -> pod.address().words() + " is in an ambient mesh (annotation " + REDIRECTED + "), and "
                        + (hasWaypoint(service) ? copiedUncounted(service) : uncopied(service)) + WAY_OUT);
    }

    private static String copiedUncounted(Manifest service) {
        return service.address().words()
                + " is reached through a waypoint: it counts the requests of its callers, not the copies"
                + " that it makes, so nobody would know what reaches the dark version";
    }

    private static String uncopied(Manifest service) {
        return service.address().words()
                + " has no waypoint: ztunnel carries connections, and neither copies nor counts requests";
    }

    /** By its label or, where that is on the namespace, by what istiod says of the Service. */
    private static boolean hasWaypoint(Manifest service) {
        return service.maps("status", "conditions").stream()
                        .anyMatch(condition ->
                                BOUND.equals(condition.get("type")) && "True".equals(condition.get("status")))
                || Optional.ofNullable(service.labels().get(WAYPOINT))
                        .filter(name -> !name.equals("none"))
                        .isPresent();
    }
}
