package io.mirrorexperiment.run;

/**
 * Something that was looked at before a run.
 *
 * @param fine whether a run could go on from it
 * @param what was looked at and found, in a sentence
 * @param wayOut what a person can do where it is not fine, or could be better; else empty
 */
public record Finding(boolean fine, String what, String wayOut) {
    static Finding good(String what) {
        return new Finding(true, what, "");
    }

    /** Something that does not keep a run from going on, but that a person may want to change. */
    static Finding note(String what, String wayOut) {
        return new Finding(true, what, wayOut);
    }

    static Finding bad(String what, String wayOut) {
        return new Finding(false, what, wayOut);
    }
}
