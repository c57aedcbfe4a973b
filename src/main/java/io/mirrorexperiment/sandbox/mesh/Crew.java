package io.mirrorexperiment.sandbox.mesh;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the mesh's thread pools: daemon threads only, bounded, idle ones go home. */
final class Crew {
    private Crew() {}

    /** At most {@code most} threads and no queue: work beyond that is refused. */
    static ThreadPoolExecutor of(String name, int most) {
        return new ThreadPoolExecutor(0, most, 20, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
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
