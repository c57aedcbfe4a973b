package io.mirrorexperiment.controller;

import java.time.Instant;
import java.util.Set;

/**
 * How a controller is.
 *
 * @param leads whether it leads; else it stands by
 * @param current whether it hears of every object and journal that it attends to
 * @param reached when the API server last answered
 * @param kinds that are watched, as in {@code MirrorExperiment}
 * @param attended objects that are known
 * @param due objects whose turn has come and that wait for a thread
 * @param busy threads at work
 */
public record Health(
        boolean leads, boolean current, Instant reached, Set<String> kinds, int attended, int due, int busy) {
    /** Copies. */
    public Health {
        kinds = Set.copyOf(kinds);
    }
}
