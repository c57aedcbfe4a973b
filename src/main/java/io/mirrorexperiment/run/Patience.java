package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
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

    private static final Duration SHORTEST_POLL = Duration.ofMillis(50);

    /** What the gate is shipped with; looks at what is coming about are as frequent as the experiment is quick. */
    public static Patience suiting(Experiment experiment) {
        Duration quarter = experiment.cadence().interval().dividedBy(4);
        Duration poll = quarter.compareTo(USUAL.poll) > 0 ? USUAL.poll : quarter;
        return new Patience(
                USUAL.ahead,
                USUAL.cleaning,
                USUAL.verifying,
                USUAL.firstPause,
                USUAL.longestPause,
                poll.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : poll);
    }

    /** The pause after the n-th stumble in a row, from 1. */
    Duration pause(int stumble) {
        double millis = (double) firstPause.toMillis() * Math.pow(1.2, stumble - 1.0);
        return Duration.ofMillis((long) Math.min((double) longestPause.toMillis(), millis));
    }
}
