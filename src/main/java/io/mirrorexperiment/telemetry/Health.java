package io.mirrorexperiment.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a process lives, or is ready to work. Pure.
 *
 * @param findings all that was looked at
 */
public record Health(List<Finding> findings) {
    /** For how long a worker may be at one run: all requests of a deed have time limits far below this. */
    public static final Duration LONGEST_DEED = Duration.ofMinutes(10);

    /** For how long an API server may be silent before nothing can be done with it; it is asked at each look at readiness. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(25);

    /** Copies. */
    public Health {
        findings = List.copyOf(findings);
    }

    /** Whether all is well. */
    public boolean good() {
        return findings.stream().allMatch(Finding::good);
    }

    /** A line for each finding. */
    public String text() {
        return findings.stream().map(Finding::line).collect(Collectors.joining("\n", "", "\n"))
                + (good() ? "ok\n" : "failed\n");
    }

    /** Whether nothing but a new start would help: no far end that is away makes this bad. */
    static Health alive(Vitals vitals, Instant now) {
        Duration longest = vitals.longest(now);
        boolean wedged = longest.compareTo(LONGEST_DEED) > 0;
        return new Health(List.of(new Finding(
                "workers",
                !wedged,
                vitals.busySince().size() + " of " + vitals.workers() + " busy, the longest for " + longest.toSeconds()
                        + " s" + (wedged ? ", which is more than any deed takes" : ""))));
    }

    /**
     * Whether runs can be advanced, here or as soon as the leader is gone.
     *
     * @param heard when the API server answered last
     */
    static Health ready(Vitals vitals, Optional<Instant> heard, Instant now) {
        return new Health(List.of(server(heard, now), kinds(vitals), role(vitals)));
    }

    private static Finding server(Optional<Instant> heard, Instant now) {
        return heard.map(instant -> server(Duration.between(instant, now)))
                .orElseGet(() -> new Finding("api-server", false, "it has not answered yet"));
    }

    private static Finding server(Duration silent) {
        boolean good = silent.compareTo(LONGEST_SILENCE) <= 0;
        return new Finding("api-server", good, "it answered " + Math.max(0, silent.toSeconds()) + " s ago");
    }

    private static Finding kinds(Vitals vitals) {
        List<String> missing = vitals.watched().entrySet().stream()
                .filter(kind -> !kind.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Finding(
                "watches",
                missing.isEmpty(),
                missing.isEmpty()
                        ? vitals.watched().size() + " kinds are watched"
                        : "not watched yet: " + String.join(", ", missing));
    }

    private static Finding role(Vitals vitals) {
        return switch (vitals.role()) {
            case LEADER -> new Finding("leadership", true, "this one advances runs");
            case STANDBY -> new Finding("leadership", true, "another one advances runs, and this one stands by");
        };
    }
}
