package io.mirrorexperiment.validation;

import java.util.Locale;
import java.util.Optional;

/**
 * A validation, and what runs its loops in a cluster.
 *
 * @param validation what is asked
 * @param runner what runs it
 * @param schedule for {@link Runner#CRONJOB} when, as cron has it
 * @param image with the command line; empty for the one that is launched from
 */
public record Launch(Validation validation, Runner runner, Optional<String> schedule, Optional<String> image) {
    /** What runs loops in a cluster. */
    public enum Runner {
        /** A loop at each time of a schedule. */
        CRONJOB,
        /** One loop, now. */
        JOB,
        /** Nothing: somebody else does. */
        NONE;

        /** The word of a chart's values. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
