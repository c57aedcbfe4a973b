package io.mirrorexperiment.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time as it passes for one process: nobody sets it, and it says nothing of the time of day. */
interface Stopwatch {
    /** Time since some moment that stays the same; never goes back. */
    Duration elapsed();

    /** Lets about that much time pass. */
    void pause(Duration time);

    /** The monotonic clock of this process. */
    static Stopwatch ofThisProcess() {
        return new Stopwatch() {
            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void pause(Duration time) {
                LockSupport.parkNanos(time.toNanos());
            }
        };
    }
}
