package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides how many pods a revision has: none when it had no request for as long as the stable window and the grace period,
 * else one, or as many as its annotations ask for while a route knows it. It doesn't scale by concurrency.
 */
final class Autoscaler {
    private static final String ACTIVE = "Active";
    private static final String GROUP = "autoscaling.knative.dev/";
    private static final Mark NO_TRAFFIC = Mark.failed("NoTraffic", "The target is not receiving traffic.");
    private static final Mark TIMED_OUT = Mark.failed("TimedOut", "The target could not be activated.");
    private static final Mark QUEUED =
            Mark.unknown("Queued", "Requests to the target are being buffered as resources are provisioned.");

    private final Cluster cluster;
    private final KnativeOptions options;
    private final Optional<PodRuntime> pods;

    Autoscaler(Cluster cluster, KnativeOptions options, Optional<PodRuntime> pods) {
        this.cluster = cluster;
        this.options = options;
        this.pods = pods;
    }

    /**
     * How far a revision is scaled.
     *
     * @param actual its pods
     * @param desired the pods that it is to have
     * @param active what its condition Active says
     */
    record Scale(int actual, int desired, Mark active) {
        void mark(Conditions conditions) {
            conditions.mark(ACTIVE, active);
        }
    }

    /** Scales the Deployment as is wanted now. */
    Scale scale(ObjectNode revision, ObjectNode deployment, Conditions conditions, RevisionHealth health) {
        boolean initialized = RevisionHealth.isInitialized(conditions);
        boolean failed = !initialized && health.isTimedOut();
        int desired = failed ? 0 : desired(revision, initialized);
        if (Tree.number(deployment, 1, "spec", "replicas") != desired) {
            cluster.edit("deployments.apps", deployment, copy -> Tree.within(copy, "spec")
                    .put("replicas", desired));
        }
        return new Scale(health.pods(), desired, active(desired, failed, health, conditions));
    }

    private static Mark active(int desired, boolean failed, RevisionHealth health, Conditions conditions) {
        if (desired == 0) {
            boolean gaveUp = failed || conditions.of(ACTIVE).equals(TIMED_OUT);
            return gaveUp ? TIMED_OUT : NO_TRAFFIC;
        }
        return health.ready() > 0 ? Mark.TRUE : QUEUED;
    }

    private int desired(ObjectNode revision, boolean initialized) {
        if (!initialized) {
            boolean gaveUp =
                    Conditions.find(revision, ACTIVE).filter(TIMED_OUT::equals).isPresent();
            boolean wanted = !gaveUp || isBusy(revision);
            return wanted
                    ? Math.max(
                            1,
                            number(revision, List.of("initialScale", "initial-scale"))
                                    .orElse(1))
                    : 0;
        }
        int least = isReachable(revision)
                ? number(revision, List.of("minScale", "min-scale")).orElse(0)
                : 0;
        return Math.max(least, isBusy(revision) ? 1 : 0);
    }

    /** A revision that no route knows keeps no spare pods, whatever its annotations say. */
    private static boolean isReachable(ObjectNode revision) {
        boolean settled = Conditions.find(revision, ACTIVE)
                .filter(mark -> !mark.isUnknown())
                .isPresent();
        return !settled
                || Tree.text(revision, "metadata", "labels", Knative.key("routingState"))
                        .equals("active");
    }

    /** A revision on its way up is busy too: what it is scaled up for has not come to it yet. */
    private boolean isBusy(ObjectNode revision) {
        if (Conditions.find(revision, ACTIVE).filter(Mark::isUnknown).isPresent()) {
            return true;
        }
        Duration patience = options.stableWindow().plus(options.scaleToZeroGrace());
        Optional<Instant> request =
                pods.flatMap(runtime -> runtime.lastBusy(Tree.namespace(revision), Tree.name(revision)));
        return Stream.concat(request.stream(), activeSince(revision).stream())
                .anyMatch(last -> !last.plus(patience).isBefore(cluster.now()));
    }

    private static Optional<Instant> activeSince(ObjectNode revision) {
        return Conditions.entry(revision, ACTIVE)
                .filter(active -> Tree.text(active, "status").equals("True"))
                .map(active -> Instant.parse(Tree.text(active, "lastTransitionTime")));
    }

    private static Optional<Integer> number(ObjectNode revision, List<String> names) {
        return names.stream()
                .flatMap(name -> Tree.word(revision, "metadata", "annotations", GROUP + name).stream())
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .findFirst();
    }
}
