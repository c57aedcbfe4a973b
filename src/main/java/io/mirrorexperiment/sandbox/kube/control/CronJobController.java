package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.CronTimes;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes Jobs by the clock. Schedules pass by a clock of their own, which is the cluster's where nothing is to go faster; a Job is named after
 * the minute of that clock, as in a real cluster.
 */
final class CronJobController implements Runnable {
    private static final String RESOURCE = "cronjobs.batch";
    private static final String JOBS = "jobs.batch";
    private static final String COMPONENT = "cronjob-controller";
    private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    private final Cluster cluster;
    private final Instant begun;
    private final double haste;

    CronJobController(Cluster cluster, double haste) {
        this.cluster = cluster;
        this.begun = cluster.now();
        this.haste = haste;
    }

    @Override
    public void run() {
        cluster.all(RESOURCE).stream().filter(each -> !Tree.leaving(each)).forEach(this::reconcile);
    }

    private void reconcile(ObjectNode cronJob) {
        List<ObjectNode> jobs = cluster.controlled(JOBS, cronJob);
        tidy(cronJob, jobs, "Complete", "successfulJobsHistoryLimit");
        tidy(cronJob, jobs, "Failed", "failedJobsHistoryLimit");
        List<ObjectNode> active = jobs.stream().filter(job -> !isOver(job)).toList();
        due(cronJob).ifPresent(at -> start(cronJob, active, at));
        cluster.report(RESOURCE, cronJob, status -> write(cronJob, status));
    }

    /** What the schedules' clock shows when the cluster's shows this. */
    private Instant scheduled(Instant now) {
        long passed = Duration.between(begun, now).toMillis();
        return begun.plusMillis(Math.round(passed * haste));
    }

    private Optional<Instant> due(ObjectNode cronJob) {
        if (Tree.at(cronJob, "spec", "suspend").asBoolean()) {
            return Optional.empty();
        }
        Instant since = scheduled(Instant.parse(Tree.text(cronJob, "metadata", "creationTimestamp")));
        Instant last = last(cronJob).filter(since::isBefore).orElse(since);
        return CronTimes.parse(Tree.text(cronJob, "spec", "schedule"))
                .upTo(scheduled(cluster.now()))
                .filter(last::isBefore);
    }

    private Optional<Instant> last(ObjectNode cronJob) {
        return Tree.word(cronJob, "status", "lastScheduleTime").map(Instant::parse);
    }

    private void start(ObjectNode cronJob, List<ObjectNode> active, Instant at) {
        switch (Tree.text(cronJob, "spec", "concurrencyPolicy")) {
            case "Forbid" -> {
                if (active.isEmpty()) {
                    make(cronJob, at);
                }
            }
            case "Replace" -> {
                active.forEach(job -> cluster.delete(JOBS, job, Deletion.usual()));
                make(cronJob, at);
            }
            default -> make(cronJob, at);
        }
    }

    private void make(ObjectNode cronJob, Instant at) {
        ObjectNode job = Tree.at(cronJob, "spec", "jobTemplate").deepCopy();
        ObjectNode metadata = Tree.within(job, "metadata");
        metadata.put("name", Tree.name(cronJob) + "-" + at.getEpochSecond() / 60)
                .put("namespace", Tree.namespace(cronJob));
        Tree.within(metadata, "annotations").put(SCHEDULED, at.toString());
        Tree.listIn(metadata, "ownerReferences").add(Cluster.controllerReference(cronJob));
        ObjectNode created = cluster.create(JOBS, job);
        cluster.report(RESOURCE, cronJob, status -> status.put("lastScheduleTime", at.toString()));
        cluster.event(cronJob, COMPONENT, "Normal", "SuccessfulCreate", "Created job " + Tree.name(created));
    }

    /** Deletes the oldest of the Jobs that are over in one way, but for so many. */
    private void tidy(ObjectNode cronJob, List<ObjectNode> jobs, String condition, String limit) {
        List<ObjectNode> over = jobs.stream()
                .filter(job -> isIn(job, condition))
                .sorted(Comparator.comparing((ObjectNode job) -> Tree.text(job, "metadata", "annotations", SCHEDULED))
                        .reversed())
                .toList();
        over.stream()
                .skip(Tree.number(cronJob, 1, "spec", limit))
                .forEach(job -> cluster.delete(JOBS, job, Deletion.usual()));
    }

    private static boolean isOver(ObjectNode job) {
        return isIn(job, "Complete") || isIn(job, "Failed");
    }

    private static boolean isIn(ObjectNode job, String type) {
        return PodConditions.find(job, type)
                .filter(condition -> Tree.text(condition, "status").equals("True"))
                .isPresent();
    }

    private void write(ObjectNode cronJob, ObjectNode status) {
        List<ObjectNode> jobs = cluster.controlled(JOBS, cronJob);
        status.remove("active");
        List<ObjectNode> active = jobs.stream().filter(job -> !isOver(job)).toList();
        if (!active.isEmpty()) {
            ArrayNode references = Tree.listIn(status, "active");
            active.forEach(job -> references
                    .addObject()
                    .put("apiVersion", "batch/v1")
                    .put("kind", "Job")
                    .put("name", Tree.name(job))
                    .put("namespace", Tree.namespace(job))
                    .put("uid", Tree.uid(job)));
        }
        jobs.stream()
                .filter(job -> isIn(job, "Complete"))
                .map(job -> Tree.at(job, "status", "completionTime"))
                .map(JsonNode::asText)
                .max(Comparator.naturalOrder())
                .ifPresent(time -> status.put("lastSuccessfulTime", time));
    }
}
