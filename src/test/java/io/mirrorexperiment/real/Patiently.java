package io.mirrorexperiment.real;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what real parts bring about in their own time, and not for ever. */
public final class Patiently {
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();

    private Patiently() {}

    /**
     * Returns when something has come about.
     *
     * @param what in words, for when it does not
     * @throws AssertionError if it does not within the time
     */
    public static void until(String what, Duration patience, BooleanSupplier comesAbout) {
        until(what, patience, comesAbout, "");
    }

    /**
     * As {@link #until(String, Duration, BooleanSupplier)}.
     *
     * @param seen shown beside it if it does not
     */
    public static void until(String what, Duration patience, BooleanSupplier comesAbout, Object seen) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!comesAbout.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what + "; seen: " + seen);
            }
            LockSupport.parkNanos(BETWEEN);
        }
    }

    /** Lets time pass, where its length is the point. */
    public static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
