package io.mirrorexperiment.validation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an experiment stands, whoever ran it: what a report shows and a condition is asked of. Whatever is in doubt is not satisfied.
 *
 * @param completed whether a loop ended
 * @param noFailure whether its tasks could do what they are for
 * @param tasks how many there are
 * @param completedTasks how many of them ended in the last loop
 * @param loops that ended, where that is known
 * @param slos in the order of the experiment
 * @param metrics by name
 * @param remarks what else is to be said: where it rests on, why it failed
 */
public record Summary(
        boolean completed,
        boolean noFailure,
        int tasks,
        int completedTasks,
        Optional<Integer> loops,
        List<Row> slos,
        List<Metric> metrics,
        List<String> remarks) {
    /** Copies. */
    public Summary {
        slos = List.copyOf(slos);
        metrics = List.copyOf(metrics);
        remarks = List.copyOf(remarks);
    }

    /** Whether there are objectives, and all are satisfied. */
    public boolean slosSatisfied() {
        return !slos.isEmpty() && slos.stream().allMatch(Row::satisfied);
    }

    /**
     * An objective.
     *
     * @param condition as in {@code istio/error-rate <= 0}
     * @param satisfied only if there is evidence
     * @param words the value and what it rests on, or why nothing can be said
     */
    public record Row(String condition, boolean satisfied, String words) {}

    /**
     * A metric.
     *
     * @param name its full name
     * @param units of its values
     * @param value the last loop's; empty where there is none
     * @param words what it rests on, or why there is none
     */
    public record Metric(String name, Optional<String> units, OptionalDouble value, String words) {}

    /** Of an experiment of ours. */
    public static Summary of(Validation validation, Course course) {
        return new Summarizing(validation, course).summary();
    }
}
