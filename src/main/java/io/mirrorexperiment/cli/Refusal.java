package io.mirrorexperiment.cli;

/** A command cannot do what it was asked for; says why and the way out, and ends with an exit code. */
final class Refusal extends RuntimeException {
    /** Spec or usage invalid. */
    static final int USAGE = 3;

    /** Nothing was changed: cluster or metrics unreachable, no such run. */
    static final int NOTHING_CHANGED = 4;

    /** Something is left that a person must clean up. */
    static final int STUCK = 5;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    Refusal(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    static Refusal usage(String message) {
        return new Refusal(USAGE, message);
    }

    static Refusal nothingChanged(String message) {
        return new Refusal(NOTHING_CHANGED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
