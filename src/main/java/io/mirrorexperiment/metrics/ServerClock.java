package io.mirrorexperiment.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the server's clock is ahead of ours, learnt from the {@code Date} of its answers. Thread-safe.
 *
 * <p>{@code Date} counts in whole seconds and was written somewhere between our sending and receiving, so each answer gives an
 * interval. The offset in use is kept (and stays exactly the same, so that sample times do not jitter) until an interval says that
 * it is wrong by more than two seconds for sure.
 */
final class ServerClock {
    private static final Duration TOLERATED = Duration.ofSeconds(2);
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private Duration offset = Duration.ZERO;

    /** What to add to an instant of ours to get the server's. */
    synchronized Duration offset() {
        return offset;
    }

    /** Takes note of an answer. */
    synchronized void heard(Instant date, Instant sent, Instant received) {
        Duration least = Duration.between(received, date);
        Duration most = Duration.between(sent, date).plus(RESOLUTION);
        boolean tooLow = least.minus(offset).compareTo(TOLERATED) > 0;
        boolean tooHigh = offset.minus(most).compareTo(TOLERATED) > 0;
        if (tooLow || tooHigh) {
            Duration middle = least.plus(most).dividedBy(2);
            offset = middle.abs().compareTo(TOLERATED) > 0 ? middle : Duration.ZERO;
        }
    }
}
