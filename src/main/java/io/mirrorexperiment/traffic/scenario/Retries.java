package io.mirrorexperiment.traffic.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a request that fails is sent again.
 *
 * @param attempts at most so often; 0 never
 * @param perTry time for each attempt
 * @param on which failures, in Envoy's words, as in {@code 5xx,reset}
 */
public record Retries(int attempts, Optional<Duration> perTry, Optional<String> on) {
    /** Checks. */
    public Retries {
        if (attempts < 0) {
            throw new IllegalArgumentException("retries are 0 or more, but are " + attempts);
        }
        perTry.ifPresent(time -> Times.check("the time of an attempt", time));
        if (attempts == 0 && (perTry.isPresent() || on.isPresent())) {
            throw new IllegalArgumentException("with 0 retries there is nothing to say of them");
        }
    }
}
