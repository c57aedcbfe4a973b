package io.jenkins.plugins.mirrorexperiment;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something that comes about elsewhere. */
final class Patiently {
    private static final long BREATH_MILLIS = 50;

    private Patiently() {}

    /** Until it holds; fails with its name when it takes too long. */
    static void until(String what, Duration longest, Callable<Boolean> holds) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!holds.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(what + " did not come about within " + longest);
                }
                Thread.sleep(BREATH_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + ": interrupted", e);
        } catch (Exception e) {
            throw new AssertionError(what + " could not be seen", e);
        }
    }
}
