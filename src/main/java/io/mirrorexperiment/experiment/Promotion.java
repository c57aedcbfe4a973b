package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What follows on a conforming verdict.
 *
 * @param mode who promotes
 * @param expires how long a manual promotion is waited for
 * @param keepOld how long the old version stays in the route at weight 0 after a shift
 * @param steps how live traffic gets to the promoted version; empty where it does so all at once
 */
public record Promotion(Mode mode, Duration expires, Duration keepOld, Optional<Steps> steps) {
    /** One all at once. */
    public Promotion(Mode mode, Duration expires, Duration keepOld) {
        this(mode, expires, keepOld, Optional.empty());
    }

    /** Checks. */
    public Promotion {
        if (mode == Mode.NONE && steps.isPresent()) {
            throw new IllegalArgumentException("what is not promoted takes no steps");
        }
        if (expires.isNegative() || keepOld.isNegative()) {
            throw new IllegalArgumentException("promotion times must not be negative: " + expires + ", " + keepOld);
        }
    }

    /** The same with somebody else who promotes. */
    public Promotion by(Mode other) {
        return new Promotion(other, expires, keepOld, other == Mode.NONE ? Optional.empty() : steps);
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
