package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.Locale;

/**
 * What follows on a conforming verdict.
 *
 * @param mode who promotes
 * @param expires how long a manual promotion is waited for
 * @param keepOld how long the old version stays in the route at weight 0 after a shift
 */
public record Promotion(Mode mode, Duration expires, Duration keepOld) {
    /** Checks. */
    public Promotion {
        if (expires.isNegative() || keepOld.isNegative()) {
            throw new IllegalArgumentException("promotion times must not be negative: " + expires + ", " + keepOld);
        }
    }

    /** Who promotes. */
    public enum Mode {
        /** The gate, at once. */
        AUTO,
        /** A person, by command. */
        MANUAL,
        /** Nobody: the verdict is all. */
        NONE;

        /** The word in a spec. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
