package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.run.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Runs that wait, and a few threads that advance those that are due. */
final class Waiting {
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Lateness lateness = new Lateness();
    private final Function<RunId, Standing> advance;
    private boolean over;

    Waiting(Function<RunId, Standing> advance) {
        this.advance = advance;
    }

    private record Due(Instant at, RunId run) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at.compareTo(other.at);
        }
    }

    Lateness lateness() {
        return lateness;
    }

    synchronized void add(RunId run, Instant at) {
        queue.add(new Due(at, run));
        notifyAll();
    }

    void work(int threads) {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::workOn, "worker-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    synchronized void end() {
        over = true;
        notifyAll();
    }

    private void workOn() {
        try {
            for (Due due = next(); due != null; due = next()) {
                lateness.add(Duration.between(due.at(), Instant.now()).toMillis());
                Standing standing = advance.apply(due.run());
                if (!standing.finished()) {
                    add(due.run(), standing.next());
                } else {
                    System.out.println(due.run() + " ended: " + standing.move());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Due next() throws InterruptedException {
        while (!over) {
            Due first = queue.peek();
            long left = first == null ? 1000 : Duration.between(Instant.now(), first.at()).toMillis();
            if (first != null && left <= 0) {
                return queue.remove();
            }
            wait(Math.max(1, Math.min(left, 1000)));
        }
        return null;
    }
}
