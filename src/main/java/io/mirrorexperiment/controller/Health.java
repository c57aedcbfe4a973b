package io.mirrorexperiment.controller;

import java.time.Instant;
import java.util.List;
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
 * @param workers threads that take turns
 * @param busySince since when each of them that is at work has been at its turn
 */
public record Health(
        boolean leads,
        boolean current,
        Instant reached,
        Set<String> kinds,
        int attended,
        int due,
        int workers,
        List<Instant> busySince) {
    /** Copies. */
    public Health {
        kinds = Set.copyOf(kinds);
        busySince = List.copyOf(busySince);
    }

    /** Threads at work. */
    public int busy() {
        return busySince.size();
    }
}
