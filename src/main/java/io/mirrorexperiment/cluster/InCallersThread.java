package io.mirrorexperiment.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does every task in the thread that brings it: at once, or after the one that brings it. So a long answer, of which each piece asks for the
 * next one, takes no deeper stack than a short one. Thread-safe; never ends.
 */
final class InCallersThread extends AbstractExecutorService {
    /** What is still to be done by a thread that is at work. */
    private static final ThreadLocal<Deque<Runnable>> QUEUE = new ThreadLocal<>();

    @Override
    public void execute(Runnable task) {
        Deque<Runnable> atWork = QUEUE.get();
        if (atWork != null) {
            atWork.add(task);
            return;
        }
        Deque<Runnable> tasks = new ArrayDeque<>(List.of(task));
        QUEUE.set(tasks);
        try {
            all(tasks);
        } finally {
            QUEUE.remove();
        }
    }

    /** One that fails keeps none of the others from being done: they may be others' calls. */
    private static void all(Deque<Runnable> tasks) {
        try {
            while (!tasks.isEmpty()) {
                run(tasks.remove());
            }
        } finally {
            if (!tasks.isEmpty()) {
                all(tasks);
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Exception told) {
            // OkHttp, written in Kotlin, lets this one out undeclared, after it has told who waits for the answer.
            if (!(told instanceof InterruptedException)) {
                throw told;
            }
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void shutdown() {
        // nothing is under way but in threads of others
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
