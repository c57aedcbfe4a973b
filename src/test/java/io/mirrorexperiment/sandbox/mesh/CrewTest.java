package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrewTest {
    @Test
    void doesAllWorkWithTheThreadsItMayHave() throws InterruptedException {
        ThreadPoolExecutor crew = Crew.patient("crew-test", 3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            crew.execute(() -> {
                threads.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).allMatch(Thread::isDaemon);
        assertThat(crew.getLargestPoolSize()).isLessThanOrEqualTo(3);
        crew.shutdownNow();
    }

    @Test
    void workBeyondAllThreadsWaits() throws InterruptedException {
        ThreadPoolExecutor crew = Crew.patient("crew-test", 2);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            crew.execute(() -> {
                awaitQuietly(gate);
                done.countDown();
            });
        }
        assertThat(done.getCount()).isEqualTo(10);
        gate.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        crew.shutdownNow();
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
