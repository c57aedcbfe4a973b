package io.mirrorexperiment.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What an engine that advances runs knows of itself at one moment.
 *
 * @param role whether it advances runs
 * @param queued what is due and waits for a worker
 * @param workers how many there are
 * @param busySince since when each busy worker has been at its run
 * @param watched kinds of objects that are to be watched, by name, and whether they are
 */
public record Vitals(Role role, int queued, int workers, List<Instant> busySince, Map<String, Boolean> watched) {
    /** Copies. */
    public Vitals {
        busySince = List.copyOf(busySince);
        watched = Map.copyOf(watched);
    }

    /** How long the longest busy worker has been at its run; nothing if none is busy. */
    Duration longest(Instant now) {
        return busySince.stream()
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    /** What one of several processes does. */
    public enum Role {
        /** It advances runs. */
        LEADER,
        /** It watches, so that it can go on at once when the leader is gone. */
        STANDBY
    }
}
