package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the Deployment and the pods of a revision say of its health (reconcile_resources.go, revision_lifecycle.go). */
final class RevisionHealth {
    static final String CONTAINERS = "ContainerHealthy";
    static final String RESOURCES = "ResourcesAvailable";

    private static final Mark DEPLOYING = Mark.unknown("Deploying", "");

    private final ObjectNode deployment;
    private final List<ObjectNode> pods;

    RevisionHealth(ObjectNode deployment, List<ObjectNode> pods) {
        this.deployment = deployment;
        this.pods = pods;
    }

    static Mark imageMissing(String image) {
        return Mark.failed(
                "ContainerMissing",
                "Unable to fetch image \"" + image + "\": failed to resolve image to digest: MANIFEST_UNKNOWN: the"
                        + " registry has no such image");
    }

    int ready() {
        return (int) pods.stream().filter(RevisionHealth::isReady).count();
    }

    int pods() {
        return pods.size();
    }

    /** Marks containers and resources; a revision that was healthy once stays so while it is scaled. */
    void judge(Conditions conditions) {
        if (ready() > 0) {
            conditions.mark(CONTAINERS, Mark.TRUE);
            conditions.mark(RESOURCES, Mark.TRUE);
            return;
        }
        if (!isInitialized(conditions)) {
            keepFailure(CONTAINERS, conditions);
            keepFailure(RESOURCES, conditions);
        }
        if (Tree.number(deployment, 0, "spec", "replicas") > 0) {
            crash().ifPresent(mark -> conditions.mark(CONTAINERS, mark));
            late(conditions).ifPresent(mark -> conditions.mark(RESOURCES, mark));
        }
    }

    static boolean isInitialized(Conditions conditions) {
        return conditions.of(CONTAINERS).isTrue() && conditions.of(RESOURCES).isTrue();
    }

    private static void keepFailure(String type, Conditions conditions) {
        if (!conditions.of(type).isFalse() || conditions.of(type).reason().equals("ContainerMissing")) {
            conditions.mark(type, DEPLOYING);
        }
    }

    /** A container that ended and is started again; the kubelet's word for that names no exit code, 1 is the usual one. */
    private Optional<Mark> crash() {
        return userContainers()
                .filter(status ->
                        Tree.text(status, "state", "waiting", "reason").equals("CrashLoopBackOff"))
                .filter(status -> status.path("restartCount").asInt() > 0)
                .map(status -> Mark.failed(
                        "ExitCode1", "Container failed with: " + Tree.text(status, "state", "waiting", "message")))
                .findFirst();
    }

    /** What keeps the first pod from becoming ready, once the Deployment's patience is over. */
    private Optional<Mark> late(Conditions conditions) {
        if (!isTimedOut()) {
            return Optional.empty();
        }
        Optional<Mark> waiting = userContainers()
                .map(status -> Tree.at(status, "state", "waiting"))
                .filter(state -> state.has("reason"))
                .map(state -> Mark.failed(Tree.text(state, "reason"), Tree.text(state, "message")))
                .findFirst();
        return waiting.or(() -> isInitialized(conditions)
                ? Optional.empty()
                : Optional.of(Mark.failed("ProgressDeadlineExceeded", "Initial scale was never achieved")));
    }

    boolean isTimedOut() {
        return Conditions.find(deployment, "Progressing")
                .filter(mark -> mark.isFalse() && mark.reason().equals("ProgressDeadlineExceeded"))
                .isPresent();
    }

    private Stream<JsonNode> userContainers() {
        return pods.stream()
                .flatMap(pod -> Tree.each(Tree.at(pod, "status", "containerStatuses")))
                .filter(status -> !Tree.text(status, "name").equals(RevisionParts.QUEUE));
    }

    private static boolean isReady(ObjectNode pod) {
        return Conditions.find(pod, Conditions.READY).filter(Mark::isTrue).isPresent();
    }
}
