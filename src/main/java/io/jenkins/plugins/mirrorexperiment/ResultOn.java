package io.jenkins.plugins.mirrorexperiment;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of the build when a run does not end well. */
enum ResultOn {
    /** The step fails, and the build with it unless somebody catches that. */
    FAILURE,
    /** The build goes on and is unstable. */
    UNSTABLE,
    /** The build goes on; the pipeline decides by what the step returns. */
    NONE;

    /**
     * Reads a parameter.
     *
     * @throws IllegalArgumentException if it is none of the words
     */
    static ResultOn read(String parameter, String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        parameter + " must be FAILURE, UNSTABLE or NONE, not '" + word + "'"));
    }
}
