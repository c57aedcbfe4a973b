package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.time.Instant;

/**
 * When the Conformance loop looks.
 *
 * @param interval from tick to tick
 * @param iterations ticks that count
 * @param warmUp ticks before them whose evidence is dropped
 */
public record Cadence(Duration interval, int iterations, int warmUp) {
    /** More ticks that count are not asked for, nor added. */
    public static final int MOST_ITERATIONS = 1_000_000;

    /** A run does not look for longer. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** Checks. */
    public Cadence {
        boolean counts = iterations >= 1 && warmUp >= 0 && warmUp <= Integer.MAX_VALUE - iterations;
        if (interval.isNegative() || interval.isZero() || !counts) {
            throw new IllegalArgumentException(
                    "cadence out of range: " + interval + " × (" + warmUp + " + " + iterations + ")");
        }
    }

    /** Warm-up ticks and those that count. */
    public int ticks() {
        return warmUp + iterations;
    }

    /** From the end of warm-up to the last tick: the time whose evidence counts. */
    public Duration counted() {
        return interval.multipliedBy(iterations);
    }

    /** The same with another number of ticks that count. */
    public Cadence lasting(int longer) {
        return new Cadence(interval, longer, warmUp);
    }

    /**
     * When a soak is over, which begins where warm-up ends.
     *
     * @param flowing when the first proven copy was
     */
    public Instant soaked(Instant flowing, Duration soak) {
        return due(flowing, warmUp).plus(soak);
    }

    /**
     * Since when what is seen at an instant counts: from the end of warm-up, and within warm-up from its beginning.
     *
     * @param flowing when the first proven copy was
     */
    public Instant counting(Instant flowing, Instant at) {
        Instant warm = due(flowing, warmUp);
        return at.isAfter(warm) ? warm : flowing;
    }

    /** From the first proven copy to the last tick. */
    public Duration length() {
        return interval.multipliedBy(ticks());
    }

    /**
     * When a tick is due.
     *
     * @param flowing when the first copies were proven
     * @param tick counted from 1, warm-up included
     */
    public Instant due(Instant flowing, int tick) {
        return flowing.plus(interval.multipliedBy(tick));
    }

    /** The newest tick that is due at an instant: 0 before the first, at most {@link #ticks}. */
    public int dueTick(Instant flowing, Instant now) {
        return now.isBefore(flowing)
                ? 0
                : (int) Math.min(ticks(), Duration.between(flowing, now).dividedBy(interval));
    }
}
