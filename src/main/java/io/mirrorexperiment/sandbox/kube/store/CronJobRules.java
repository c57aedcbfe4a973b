package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the API server fills into CronJobs, and what it refuses in them. */
final class CronJobRules {
    /** Kubernetes appends a hyphen and ten digits for the name of a Job. */
    private static final int LONGEST_NAME = 52;

    private CronJobRules() {}

    static void fill(ObjectNode cronJob) {
        ObjectNode spec = Tree.within(cronJob, "spec");
        Defaults.put(spec, "concurrencyPolicy", "Allow");
        Defaults.put(spec, "suspend", false);
        Defaults.put(spec, "successfulJobsHistoryLimit", 3);
        Defaults.put(spec, "failedJobsHistoryLimit", 1);
        Defaults.template(Tree.within(spec, "jobTemplate", "spec"));
    }

    static void check(ObjectNode cronJob, Optional<ObjectNode> old, List<Mistake> mistakes) {
        if (Tree.name(cronJob).length() > LONGEST_NAME) {
            mistakes.add(Mistake.invalid("metadata.name", Tree.name(cronJob), "must be no more than 52 characters"));
        }
        String schedule = Tree.text(cronJob, "spec", "schedule");
        try {
            CronTimes.parse(schedule);
        } catch (IllegalArgumentException unreadable) {
            mistakes.add(Mistake.invalid("spec.schedule", schedule, String.valueOf(unreadable.getMessage())));
        }
        String policy = Tree.text(cronJob, "spec", "concurrencyPolicy");
        if (!List.of("Allow", "Forbid", "Replace").contains(policy)) {
            mistakes.add(new Mistake(
                    "FieldValueNotSupported",
                    "spec.concurrencyPolicy",
                    "Unsupported value: \"" + policy + "\": supported values: \"Allow\", \"Forbid\", \"Replace\""));
        }
        String restart = Tree.text(cronJob, "spec", "jobTemplate", "spec", "template", "spec", "restartPolicy");
        if (!restart.equals("Never") && !restart.equals("OnFailure")) {
            mistakes.add(new Mistake(
                    "FieldValueNotSupported",
                    "spec.jobTemplate.spec.template.spec.restartPolicy",
                    "Unsupported value: \"" + restart + "\": supported values: \"OnFailure\", \"Never\""));
        }
    }
}
