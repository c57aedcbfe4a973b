package io.mirrorexperiment.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lets one of two engines go on at a time, to its next effect; which one is decided by a seed. Thread-safe. */
final class Turnstile {
    private static final long PATIENCE = Duration.ofSeconds(60).toMillis();

    private final Random random;
    private final List<Integer> waiting = new ArrayList<>();
    private int expected;
    private int running = -1;

    Turnstile(long seed, int engines) {
        this.random = new Random(seed);
        this.expected = engines;
    }

    /** Who goes on now. */
    synchronized int running() {
        return running;
    }

    /** An engine stands before an effect, and waits until it is its turn. */
    synchronized void pass(int engine) {
        waiting.add(engine);
        next();
        long patience = System.currentTimeMillis() + PATIENCE;
        while (running != engine) {
            if (System.currentTimeMillis() > patience) {
                throw new IllegalStateException("engine " + engine + " waits for ever behind " + running);
            }
            try {
                wait(PATIENCE);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** An engine will not come again. */
    synchronized void leave() {
        expected--;
        next();
    }

    private void next() {
        running = -1;
        if (waiting.size() == expected && expected > 0) {
            waiting.sort(null);
            running = waiting.remove(random.nextInt(waiting.size()));
            notifyAll();
        }
    }
}
