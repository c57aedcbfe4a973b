package io.mirrorexperiment.traffic;

import java.util.Map;

/**
 * Pods to which a route leads users' requests besides the live version's.
 *
 * @param subset as routes name it
 * @param labels that these pods carry, beside those by which the Service selects them
 * @param where the route entry that leads to it, in words
 */
public record Beside(String subset, Map<String, String> labels, String where) {
    /** Copies. */
    public Beside {
        labels = Map.copyOf(labels);
    }
}
