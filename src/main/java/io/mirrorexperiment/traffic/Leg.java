package io.mirrorexperiment.traffic;

import java.util.Map;
import java.util.Optional;

/**
 * One destination of a route entry, with its weight.
 *
 * @param fields as in the manifest
 */
record Leg(Map<String, Object> fields) {
    private static final String DESTINATION = "destination";
    private static final String SUBSET = "subset";

    Map<String, Object> destination() {
        return Fields.map(fields, DESTINATION);
    }

    String host() {
        return Fields.text(destination(), "host").orElse("");
    }

    Optional<String> subset() {
        return Fields.text(destination(), SUBSET);
    }

    /** As written; a leg without one has 0, which counts only beside others. */
    long weight() {
        return Fields.number(fields, "weight").map(Number::longValue).orElse(0L);
    }

    Leg withSubset(String subset) {
        return new Leg(Fields.with(fields, DESTINATION, Fields.with(destination(), SUBSET, subset)));
    }

    Leg withoutSubset(String subset) {
        return subset().equals(Optional.of(subset))
                ? new Leg(Fields.with(fields, DESTINATION, Fields.without(destination(), SUBSET)))
                : this;
    }

    Leg weighing(int weight) {
        return new Leg(Fields.with(fields, "weight", weight));
    }
}
