package io.mirrorexperiment.notify;

import java.time.Duration;
import java.util.Optional;

/**
 * How often, and for how long, a message is tried again. Pure.
 *
 * @param attempts at most, the first one included
 * @param within so long after the first attempt no other one begins
 * @param first pause; each further one is twice as long
 * @param longest pause, unless the server asks for a longer one
 */
record Persistence(int attempts, Duration within, Duration first, Duration longest) {
    /** Ten attempts within ten minutes: after 1, 2, 4, … seconds, at most a minute. */
    static final Persistence USUAL =
            new Persistence(10, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    /**
     * How long to wait before the next attempt; empty to give up.
     *
     * @param made attempts until now, at least 1
     * @param since the first attempt
     * @param asked by the server to wait at least so long
     */
    Optional<Duration> pause(int made, Duration since, Optional<Duration> asked) {
        Duration doubled = made > 20 ? longest : first.multipliedBy(1L << (made - 1));
        Duration own = doubled.compareTo(longest) < 0 ? doubled : longest;
        Duration pause = asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
        return made < attempts && since.plus(pause).compareTo(within) <= 0 ? Optional.of(pause) : Optional.empty();
    }
}
