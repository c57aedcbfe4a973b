package io.mirrorexperiment.metrics;

/** The far side said something that is no evidence; the message says what, in words for a person. Becomes a missing reading. */
final class OddAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    OddAnswerException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The message; never null. */
    String reason() {
        return reason;
    }
}
