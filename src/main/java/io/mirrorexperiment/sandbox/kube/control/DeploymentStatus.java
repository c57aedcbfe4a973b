package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What the status of a Deployment says: counts, and whether it is available and gets on. */
final class DeploymentStatus {
    private final ObjectNode deployment;
    private final Rollout rollout;
    private final Optional<ObjectNode> fresh;
    private final boolean created;
    private final Instant now;
    private final int replicas;
    private final int updated;
    private final int ready;
    private final int available;

    DeploymentStatus(
            ObjectNode deployment,
            Rollout rollout,
            List<ObjectNode> sets,
            Optional<ObjectNode> fresh,
            boolean created,
            Instant now) {
        this.deployment = deployment;
        this.rollout = rollout;
        this.fresh = fresh;
        this.created = created;
        this.now = now;
        this.replicas = sum(sets, "replicas");
        this.updated = fresh.map(set -> count(set, "replicas")).orElse(0);
        this.ready = sum(sets, "readyReplicas");
        this.available = sum(sets, "availableReplicas");
    }

    /** Rewrites the status in place. */
    void write(ObjectNode status) {
        ArrayNode conditions = Tree.array();
        conditions.add(condition("Available", availability()));
        progress().ifPresent(word -> conditions.add(condition("Progressing", word)));
        status.removeAll();
        status.put(
                "observedGeneration",
                deployment.path("metadata").path("generation").asLong());
        ReplicaSetController.put(status, "replicas", replicas);
        ReplicaSetController.put(status, "updatedReplicas", updated);
        ReplicaSetController.put(status, "readyReplicas", ready);
        ReplicaSetController.put(status, "availableReplicas", available);
        ReplicaSetController.put(status, "unavailableReplicas", Math.max(0, replicas - available));
        status.set("conditions", conditions);
    }

    /** What a condition says; moved if its time of update is now even if the words are the same. */
    private record Word(String status, String reason, String message, boolean moved) {}

    private Word availability() {
        return available >= rollout.minimumAvailable()
                ? new Word("True", "MinimumReplicasAvailable", "Deployment has minimum availability.", false)
                : new Word(
                        "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", false);
    }

    private Optional<Word> progress() {
        Optional<Word> before = PodConditions.find(deployment, "Progressing").map(DeploymentStatus::word);
        String set = "ReplicaSet \"" + fresh.map(Tree::name).orElse(Tree.name(deployment)) + "\"";
        if (rollout.paused()) {
            return Optional.of(new Word("Unknown", "DeploymentPaused", "Deployment is paused", false));
        }
        if (created) {
            String name = fresh.map(Tree::name).orElse("");
            return Optional.of(
                    new Word("True", "NewReplicaSetCreated", "Created new replica set \"" + name + "\"", true));
        }
        if (isSettled(before)) {
            return before;
        }
        if (isComplete()) {
            return Optional.of(new Word("True", "NewReplicaSetAvailable", set + " has successfully progressed.", true));
        }
        if (hasProgressed() || before.isEmpty()) {
            return Optional.of(new Word("True", "ReplicaSetUpdated", set + " is progressing.", true));
        }
        if (isLate(before)) {
            return Optional.of(
                    new Word("False", "ProgressDeadlineExceeded", set + " has timed out progressing.", false));
        }
        return before;
    }

    /** A rollout that once came to its end is not judged again until the template changes. */
    private boolean isSettled(Optional<Word> before) {
        return replicas == updated
                && before.filter(word -> word.reason().equals("NewReplicaSetAvailable"))
                        .isPresent();
    }

    private boolean isComplete() {
        return updated == rollout.replicas() && replicas == updated && available == updated;
    }

    private boolean hasProgressed() {
        int oldBefore = count(deployment, "replicas") - count(deployment, "updatedReplicas");
        return updated > count(deployment, "updatedReplicas")
                || replicas - updated < oldBefore
                || ready > count(deployment, "readyReplicas")
                || available > count(deployment, "availableReplicas");
    }

    private boolean isLate(Optional<Word> before) {
        int patience = Tree.number(deployment, 600, "spec", "progressDeadlineSeconds");
        return before.filter(word -> !word.reason().equals("NewReplicaSetAvailable"))
                        .isPresent()
                && PodConditions.find(deployment, "Progressing")
                        .map(condition -> Instant.parse(Tree.text(condition, "lastUpdateTime")))
                        .filter(since -> since.plusSeconds(patience).isBefore(now))
                        .isPresent();
    }

    private static Word word(JsonNode condition) {
        return new Word(
                Tree.text(condition, "status"), Tree.text(condition, "reason"), Tree.text(condition, "message"), false);
    }

    private ObjectNode condition(String type, Word word) {
        Optional<JsonNode> before = PodConditions.find(deployment, type);
        boolean sameStatus = before.filter(old -> Tree.text(old, "status").equals(word.status()))
                .isPresent();
        boolean same = sameStatus
                && !word.moved()
                && before.filter(old -> Tree.text(old, "reason").equals(word.reason()))
                        .isPresent();
        String stamp = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return Tree.object()
                .put("type", type)
                .put("status", word.status())
                .put("lastUpdateTime", same ? Tree.text(before.orElseThrow(), "lastUpdateTime") : stamp)
                .put("lastTransitionTime", sameStatus ? Tree.text(before.orElseThrow(), "lastTransitionTime") : stamp)
                .put("reason", word.reason())
                .put("message", word.message());
    }

    private static int sum(List<ObjectNode> sets, String field) {
        return sets.stream().mapToInt(set -> count(set, field)).sum();
    }

    private static int count(JsonNode object, String field) {
        return Tree.number(object, 0, "status", field);
    }
}
