package io.mirrorexperiment.sandbox.mesh;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the mesh's thread pools: daemon threads only, bounded, idle ones go home. */
final class Crew {
    private static final long KEEP_IDLE_SECONDS = 20;

    private Crew() {}

    /** At most {@code most} threads and no queue: work beyond that is refused. */
    static ThreadPoolExecutor of(String name, int most) {
        return new ThreadPoolExecutor(
                0, most, KEEP_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
    }

    /** At most {@code most} threads; work beyond that waits for one of them. Threads are made only as they are needed. */
    static ThreadPoolExecutor patient(String name, int most) {
        IdleFirst queue = new IdleFirst();
        ThreadPoolExecutor crew =
                new ThreadPoolExecutor(0, most, KEEP_IDLE_SECONDS, TimeUnit.SECONDS, queue, daemons(name));
        crew.setRejectedExecutionHandler((work, full) -> queue.put(work));
        return crew;
    }

    /**
     * Takes work only if an idle thread waits for it; so a pool makes a new thread before work has to wait. What is put
     * here when the pool is full does wait.
     */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }
    }

    /** One thread that does things later; what comes after its shutdown is not done. */
    static ScheduledExecutorService timer(String name) {
        return new ScheduledThreadPoolExecutor(1, daemons(name), new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
