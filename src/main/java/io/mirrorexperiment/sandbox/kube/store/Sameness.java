package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;

/** Equality of trees in which 40, 40.0 and 4e1 are the same number. */
final class Sameness {
    private Sameness() {}

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(Sameness::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
