package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Tries a draft again while it is too early for it. A run rests in between; who asks for a draft alone waits for it.
 *
 * @param poll between two tries
 * @param longest for all of them
 */
record Lingering(Duration poll, Duration longest) {
    Draft until(Supplier<Draft> draft) {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                return draft.get();
            } catch (TooEarly early) {
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    return new Draft.Impossible(Cause.METRICS_UNREACHABLE, early.because());
                }
                LockSupport.parkNanos(poll.toNanos());
            }
        }
    }
}
