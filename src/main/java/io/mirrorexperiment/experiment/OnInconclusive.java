package io.mirrorexperiment.experiment;

import java.time.Duration;

/**
 * What follows on an inconclusive verdict.
 *
 * @param hold whether the dark version is kept, un-mirrored, for a person to decide
 * @param holdFor how long it is kept
 */
public record OnInconclusive(boolean hold, Duration holdFor) {
    /** Checks. */
    public OnInconclusive {
        if (holdFor.isNegative()) {
            throw new IllegalArgumentException("nothing can be held for " + holdFor);
        }
    }
}
