package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs Jobs: makes pods until as many as are wanted have succeeded, or too many have failed, or the time is up. */
final class JobController implements Runnable {
    private static final String RESOURCE = "jobs.batch";
    private static final String COMPONENT = "job-controller";
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);

    private final Cluster cluster;

    JobController(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The end of a Job. */
    private record End(String condition, String reason, String message) {}

    @Override
    public void run() {
        cluster.all(RESOURCE).stream().filter(job -> !Tree.leaving(job)).forEach(this::reconcile);
    }

    private void reconcile(ObjectNode job) {
        if (isOver(job)) {
            forget(job);
            return;
        }
        List<ObjectNode> pods = cluster.controlled("pods", job);
        Optional<End> end = end(job, pods);
        if (end.isEmpty()) {
            makePods(job, pods);
        } else if (!end.get().condition().equals("Complete")) {
            active(pods).forEach(pod -> cluster.delete("pods", pod, Deletion.usual()));
        }
        cluster.report(RESOURCE, job, status -> write(job, cluster.controlled("pods", job), end, status));
        end.ifPresent(over -> announce(job, over));
    }

    private static boolean isOver(ObjectNode job) {
        return List.of("Complete", "Failed").stream()
                .flatMap(type -> PodConditions.find(job, type).stream())
                .anyMatch(condition -> Tree.text(condition, "status").equals("True"));
    }

    /** Deletes a Job that is over for as long as it said. */
    private void forget(ObjectNode job) {
        JsonNode seconds = Tree.at(job, "spec", "ttlSecondsAfterFinished");
        boolean due = seconds.isNumber()
                && finished(job)
                        .filter(at -> !at.plusSeconds(seconds.asLong()).isAfter(cluster.now()))
                        .isPresent();
        if (due) {
            cluster.delete(RESOURCE, job, Deletion.usual());
        }
    }

    private static Optional<Instant> finished(ObjectNode job) {
        return List.of("Complete", "Failed").stream()
                .flatMap(type -> PodConditions.find(job, type).stream())
                .map(condition -> Instant.parse(Tree.text(condition, "lastTransitionTime")))
                .findFirst();
    }

    private Optional<End> end(ObjectNode job, List<ObjectNode> pods) {
        if (in(pods, "Failed").size() > Tree.number(job, 6, "spec", "backoffLimit")) {
            return Optional.of(
                    new End("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        if (in(pods, "Succeeded").size() >= completions(job)) {
            return Optional.of(new End("Complete", "CompletionsReached", "Reached expected number of succeeded pods"));
        }
        JsonNode deadline = Tree.at(job, "spec", "activeDeadlineSeconds");
        boolean late = deadline.isNumber()
                && Tree.word(job, "status", "startTime")
                        .map(Instant::parse)
                        .filter(from -> !from.plusSeconds(deadline.asLong()).isAfter(cluster.now()))
                        .isPresent();
        return late
                ? Optional.of(new End("Failed", "DeadlineExceeded", "Job was active longer than specified deadline"))
                : Optional.empty();
    }

    private static int completions(ObjectNode job) {
        return Tree.number(job, 1, "spec", "completions");
    }

    private void makePods(ObjectNode job, List<ObjectNode> pods) {
        boolean suspended = Tree.at(job, "spec", "suspend").asBoolean();
        int left = completions(job) - in(pods, "Succeeded").size();
        int wanted = suspended ? 0 : Math.min(Tree.number(job, 1, "spec", "parallelism"), left);
        if (isResting(pods)) {
            return;
        }
        for (int i = active(pods).size(); i < wanted; i++) {
            ObjectNode created = cluster.create("pods", pod(job));
            cluster.event(job, COMPONENT, "Normal", "SuccessfulCreate", "Created pod: " + Tree.name(created));
        }
    }

    /** After a failure a while passes before the next try, twice as long each time. */
    private boolean isResting(List<ObjectNode> pods) {
        List<ObjectNode> failed = in(pods, "Failed");
        Duration rest = FIRST_BACK_OFF.multipliedBy(1L << Math.min(10, Math.max(0, failed.size() - 1)));
        Duration most = rest.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : rest;
        return failed.stream()
                .flatMap(pod -> Tree.each(Tree.at(pod, "status", "containerStatuses")))
                .flatMap(status -> Tree.word(status, "state", "terminated", "finishedAt").stream())
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .filter(last -> last.plus(most).isAfter(cluster.now()))
                .isPresent();
    }

    private static ObjectNode pod(ObjectNode job) {
        ObjectNode pod = Tree.at(job, "spec", "template").deepCopy();
        ObjectNode metadata = Tree.within(pod, "metadata");
        metadata.put("generateName", Tree.name(job) + "-").put("namespace", Tree.namespace(job));
        Tree.listIn(metadata, "ownerReferences").add(Cluster.controllerReference(job));
        return pod;
    }

    private static List<ObjectNode> active(List<ObjectNode> pods) {
        return pods.stream()
                .filter(pod -> !Tree.leaving(pod))
                .filter(pod -> !List.of("Succeeded", "Failed").contains(Tree.text(pod, "status", "phase")))
                .toList();
    }

    private static List<ObjectNode> in(List<ObjectNode> pods, String phase) {
        return pods.stream()
                .filter(pod -> Tree.text(pod, "status", "phase").equals(phase))
                .toList();
    }

    private void write(ObjectNode job, List<ObjectNode> pods, Optional<End> end, ObjectNode status) {
        List<ObjectNode> active = active(pods);
        long ready = active.stream().filter(PodConditions::isReady).count();
        put(status, "active", active.size());
        status.put("ready", (int) ready);
        put(status, "succeeded", in(pods, "Succeeded").size());
        put(status, "failed", in(pods, "Failed").size());
        status.putObject("uncountedTerminatedPods");
        if (!status.has("startTime") && !Tree.at(job, "spec", "suspend").asBoolean()) {
            status.put("startTime", cluster.stamp());
        }
        end.ifPresent(over -> {
            if (over.condition().equals("Complete")) {
                status.put("completionTime", cluster.stamp());
            }
            ArrayNode conditions = Tree.listIn(status, "conditions");
            String before = over.condition().equals("Complete") ? "SuccessCriteriaMet" : "FailureTarget";
            conditions.add(condition(before, over)).add(condition(over.condition(), over));
        });
    }

    private ObjectNode condition(String type, End end) {
        return Tree.object()
                .put("type", type)
                .put("status", "True")
                .put("lastProbeTime", cluster.stamp())
                .put("lastTransitionTime", cluster.stamp())
                .put("reason", end.reason())
                .put("message", end.message());
    }

    private static void put(ObjectNode status, String field, int count) {
        status.remove(field);
        ReplicaSetController.put(status, field, count);
    }

    private void announce(ObjectNode job, End end) {
        boolean well = end.condition().equals("Complete");
        cluster.event(
                job,
                COMPONENT,
                well ? "Normal" : "Warning",
                well ? "Completed" : end.reason(),
                well ? "Job completed" : end.message());
    }
}
