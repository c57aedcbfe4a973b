package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing wrong with an object.
 *
 * @param reason FieldValueRequired, FieldValueInvalid, FieldValueForbidden, FieldValueTooLong, …
 * @param field path of the field
 * @param message as the API server prints it after the field
 */
record Mistake(String reason, String field, String message) {
    static Mistake required(String field, String message) {
        return new Mistake(
                "FieldValueRequired", field, message.isEmpty() ? "Required value" : "Required value: " + message);
    }

    static Mistake invalid(String field, Object value, String message) {
        return new Mistake("FieldValueInvalid", field, "Invalid value: " + shown(value) + ": " + message);
    }

    static Mistake forbidden(String field, String message) {
        return new Mistake("FieldValueForbidden", field, "Forbidden: " + message);
    }

    static Mistake tooLong(String field, int limit) {
        return new Mistake("FieldValueTooLong", field, "Too long: may not be more than " + limit + " bytes");
    }

    String sentence() {
        return field + ": " + message;
    }

    ObjectNode cause() {
        return Tree.object().put("reason", reason).put("message", message).put("field", field);
    }

    private static String shown(Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
