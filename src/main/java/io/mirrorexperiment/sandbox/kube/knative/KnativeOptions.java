package io.mirrorexperiment.sandbox.kube.knative;

import java.time.Duration;

/**
 * How Knative Serving is configured.
 *
 * @param stableWindow how long a revision must have been without requests before it is scaled down
 * @param scaleToZeroGrace how much longer its last pod stays
 * @param progressDeadline how long a revision's first pod may take to become ready
 * @param domain what follows a route's name and namespace in its public address
 */
public record KnativeOptions(
        Duration stableWindow, Duration scaleToZeroGrace, Duration progressDeadline, String domain) {
    /** Checks the ranges. */
    public KnativeOptions {
        if (stableWindow.isNegative() || scaleToZeroGrace.isNegative() || progressDeadline.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "window and grace must be 0 or more and the progress deadline 1 s or more," + " but are "
                            + stableWindow + ", " + scaleToZeroGrace + " and " + progressDeadline);
        }
    }

    /** What Knative 0.24 is shipped with: 60 s and 30 s, ten minutes, {@code example.com}. */
    public static KnativeOptions shipped() {
        return new KnativeOptions(
                Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(10), "example.com");
    }

    /** The same, scaled to zero sooner or later. */
    public KnativeOptions withScaleToZero(Duration window, Duration grace) {
        return new KnativeOptions(window, grace, progressDeadline, domain);
    }

    /** The same with another patience for first pods, in whole seconds. */
    public KnativeOptions withProgressDeadline(Duration deadline) {
        return new KnativeOptions(stableWindow, scaleToZeroGrace, deadline, domain);
    }
}
