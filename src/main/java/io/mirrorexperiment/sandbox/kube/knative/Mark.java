package io.mirrorexperiment.sandbox.kube.knative;

/**
 * What a condition says.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 */
record Mark(String status, String reason, String message) {
    static final Mark TRUE = new Mark("True", "", "");

    static Mark unknown(String reason, String message) {
        return new Mark("Unknown", reason, message);
    }

    static Mark failed(String reason, String message) {
        return new Mark("False", reason, message);
    }

    boolean isTrue() {
        return status.equals("True");
    }

    boolean isFalse() {
        return status.equals("False");
    }

    boolean isUnknown() {
        return status.equals("Unknown");
    }
}
