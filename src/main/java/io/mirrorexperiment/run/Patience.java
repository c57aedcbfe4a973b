package io.mirrorexperiment.run;

import java.time.Duration;

/**
 * How long a run puts up with trouble.
 *
 * @param ahead with an API server that fails, before the run is given up and rolled back
 * @param cleaning with one that fails while cleaning up, before a person is called
 * @param verifying with a promoted version that does not serve, before it is taken back, beyond the time that the dark version
 *     had to become ready
 * @param firstPause after the first stumble; each next one is 1.2 times as long, at most {@link #longestPause}
 * @param longestPause between two tries
 * @param poll between two looks at something that is coming about
 */
public record Patience(
        Duration ahead,
        Duration cleaning,
        Duration verifying,
        Duration firstPause,
        Duration longestPause,
        Duration poll) {
    /** What the gate is shipped with. */
    public static final Patience USUAL = new Patience(
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    /** The pause after the n-th stumble in a row, from 1. */
    Duration pause(int stumble) {
        double millis = (double) firstPause.toMillis() * Math.pow(1.2, stumble - 1.0);
        return Duration.ofMillis((long) Math.min((double) longestPause.toMillis(), millis));
    }
}
