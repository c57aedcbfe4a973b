package io.mirrorexperiment.experiment;

import java.time.Duration;

/**
 * The version that nobody is meant to see yet.
 *
 * @param source where it comes from
 * @param readyWithin how long it may take to become ready; after that it violates
 */
public record Dark(DarkSource source, Duration readyWithin) {
    /** Whether it is a revision of a Knative Service. */
    public boolean isRevision() {
        return source instanceof DarkSource.Stamped
                || (source instanceof DarkSource.Present present
                        && present.version().isRevision());
    }

    /** Checks. */
    public Dark {
        if (readyWithin.isNegative()) {
            throw new IllegalArgumentException("a dark version cannot be ready within " + readyWithin);
        }
    }
}
