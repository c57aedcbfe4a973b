package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @Test
    @Timeout(60)
    void everyKeyHasItsTurnsAndNeverTwoAtOnce() throws Exception {
        Set<Integer> atWork = ConcurrentHashMap.newKeySet();
        Map<Integer, AtomicInteger> turns = new ConcurrentHashMap<>();
        AtomicInteger doubles = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(100 * 20);
        Turn<Integer> turn = (key, due) -> {
            doubles.addAndGet(atWork.add(key) ? 0 : 1);
            int done = turns.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
            LockSupport.parkNanos(1);
            atWork.remove(key);
            left.countDown();
            return done < 20 ? CLOCK.instant().plusMillis(1) : Instant.MAX;
        };
        try (Workers<Integer> workers = new Workers<>(CLOCK, 4, turn)) {
            for (int key = 0; key < 100; key++) {
                workers.wake(key);
            }
            left.await();
        }

        assertThat(doubles).hasValue(0);
        assertThat(turns).hasSize(100).allSatisfy((key, done) -> assertThat(done)
                .hasValue(20));
    }

    @Test
    @Timeout(60)
    void whoIsWokenInItsTurnHasAnotherAfterIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch twice = new CountDownLatch(2);
        Turn<String> turn = (key, due) -> {
            begun.countDown();
            await(goOn);
            twice.countDown();
            return Instant.MAX;
        };
        try (Workers<String> workers = new Workers<>(CLOCK, 2, turn)) {
            workers.wake("key");
            begun.await();
            workers.wake("key");
            goOn.countDown();

            twice.await();
        }
    }

    @Test
    @Timeout(60)
    void aBugIsNoOtherKeysTrouble() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        Turn<String> turn = (key, due) -> {
            if (key.equals("bad")) {
                throw new IllegalStateException("a bug");
            }
            other.countDown();
            return Instant.MAX;
        };
        try (Workers<String> workers = new Workers<>(CLOCK, 1, turn)) {
            workers.wake("bad");
            workers.wake("good");

            other.await();

            assertThat(workers.size()).isPositive();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
