package io.mirrorexperiment.cluster;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Does every task at once in the thread that brings it. Thread-safe; never ends. */
final class InCallersThread extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
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
