package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.run.Undo;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches claims for the time within which their holders promised a sign of life, by this process' own monotonic clock: clocks of other
 * machines play no part in it.
 */
final class Watching {
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final Restoring restoring;
    private final Optional<String> namespace;
    private final Stopwatch stopwatch;
    private final Map<String, StandingClaim> watched = new LinkedHashMap<>();

    Watching(Restoring restoring, Optional<String> namespace, Stopwatch stopwatch) {
        this.restoring = restoring;
        this.namespace = namespace;
        this.stopwatch = stopwatch;
    }

    /** Restores those that are abandoned; whether all of them could be. */
    boolean reap(List<StandingClaim> claims) {
        claims.forEach(claim -> watched.put(claim.run(), claim));
        Duration longest = claims.stream()
                .map(StandingClaim::promise)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        restoring.say("watching " + String.join(", ", watched.keySet()) + " for signs of life, for at most "
                + longest.toSeconds() + " s");
        Duration start = stopwatch.elapsed();
        boolean restored = true;
        while (!watched.isEmpty()) {
            stopwatch.pause(BREATH);
            restored &= look(stopwatch.elapsed().minus(start));
        }
        return restored;
    }

    private boolean look(Duration observed) {
        Map<String, StandingClaim> now = new LinkedHashMap<>();
        restoring.undo().claims(namespace).forEach(claim -> now.put(claim.run(), claim));
        boolean restored = true;
        for (StandingClaim first : List.copyOf(watched.values())) {
            Optional<StandingClaim> today =
                    Optional.ofNullable(now.get(first.run())).filter(claim -> !claim.isEnded());
            if (today.filter(claim -> unchanged(first, claim)).isEmpty()) {
                restoring.say("run " + first.run() + (today.isPresent() ? " is alive" : " has ended"));
                watched.remove(first.run());
            } else if (Undo.abandoned(first, today.get(), observed)) {
                watched.remove(first.run());
                restored &= restoring.restore(today.get());
            }
        }
        return restored;
    }

    private static boolean unchanged(StandingClaim first, StandingClaim second) {
        return first.resourceVersions().equals(second.resourceVersions());
    }
}
