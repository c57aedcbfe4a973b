package io.mirrorexperiment.sandbox.shell;

/** A script that this shell doesn't play; the message says what and where. */
final class ScriptMistake extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptMistake(int line, String what) {
        super("line " + line + ": " + what);
    }
}
