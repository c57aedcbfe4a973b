package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.LoadOptions.Spacing;
import java.util.Random;

/** Tells one thread when the next request is due. What is due stays due: a late thread catches up. Thread-safe. */
final class Pace {
    private static final double NANOS = 1e9;

    private final Spacing spacing;
    private final Random chance;
    private double qps;
    private long due = System.nanoTime();
    private boolean paused;
    private boolean ended;

    Pace(double qps, Spacing spacing, Random chance) {
        LoadOptions.positive(qps);
        this.qps = qps;
        this.spacing = spacing;
        this.chance = chance;
    }

    /**
     * Blocks until the next request is due.
     *
     * @return false when there will be none any more
     */
    synchronized boolean awaitNext() {
        while (!ended && (paused || due - System.nanoTime() > 0)) {
            rest();
        }
        due += gap();
        return !ended;
    }

    private void rest() {
        long nanos = paused ? Long.MAX_VALUE / 2 : due - System.nanoTime();
        try {
            if (nanos > 0) {
                java.util.concurrent.TimeUnit.NANOSECONDS.timedWait(this, nanos);
            }
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    private long gap() {
        double unit = spacing == Spacing.UNIFORM ? 1 : -Math.log1p(-chance.nextDouble());
        return Math.round(NANOS * unit / qps);
    }

    synchronized void change(double rate) {
        LoadOptions.positive(rate);
        qps = rate;
        due = System.nanoTime() + gap();
        notifyAll();
    }

    synchronized void pause() {
        paused = true;
        notifyAll();
    }

    synchronized void resume() {
        paused = false;
        due = System.nanoTime() + gap();
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
