package io.mirrorexperiment.validation;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one loop of an experiment saw.
 *
 * @param number counted from 1
 * @param from since when requests count
 * @param at the instant of the reading
 * @param requests counted in between
 * @param errors among them
 * @param readings the value of each metric, or why it has none
 * @param standings how each objective stands
 * @param trouble why the metrics could not be told; empty if they could
 */
public record Loop(
        int number,
        Instant from,
        Instant at,
        long requests,
        long errors,
        List<Read> readings,
        List<Standing> standings,
        List<String> trouble) {
    /** Copies. */
    public Loop {
        readings = List.copyOf(readings);
        standings = List.copyOf(standings);
        trouble = List.copyOf(trouble);
    }

    /**
     * One metric.
     *
     * @param metric its full name
     * @param value finite; empty where there is none
     * @param words what it rests on, or why there is none
     */
    public record Read(String metric, OptionalDouble value, String words) {}

    /**
     * One objective.
     *
     * @param slo what is asked
     * @param satisfied whether this loop's value keeps it
     * @param words the value and the evidence, or why nothing can be said
     */
    public record Standing(Slo slo, boolean satisfied, String words) {}
}
