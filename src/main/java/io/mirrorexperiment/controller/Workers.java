package io.mirrorexperiment.controller;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue of due times and a few threads that take turns at it; a key is never on two of them at once. Nothing else waits: ten thousand
 * keys cost ten thousand small records. Thread-safe.
 *
 * @param <K> what is due
 */
public final class Workers<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** The wall clock may be set: nobody waits longer than this without looking at it. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** After a bug; what fails as expected says itself when it is due again. */
    private static final Duration AFTER_A_BUG = Duration.ofMinutes(1);

    private final Clock clock;
    private final Turn<K> turn;
    private final Due<K> due = new Due<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Thread> threads;
    private boolean closed;

    /**
     * Starts the threads.
     *
     * @param many at least 1
     */
    public Workers(Clock clock, int many, Turn<K> turn) {
        this.clock = clock;
        this.turn = turn;
        this.threads = IntStream.rangeClosed(1, many)
                .mapToObj(number -> new Thread(this::work, "worker-" + number))
                .toList();
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
    }

    /** Makes a key due now; one that has its turn right now gets another one after it. */
    public void wake(K key) {
        by(key, clock.instant());
    }

    /** Makes a key due at an instant, unless it is due earlier. */
    public void by(K key, Instant at) {
        lock.lock();
        try {
            due.by(key, at);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the clock anew, for clocks that are moved by hand. */
    public void look() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** When the next key is due; never, if none waits. */
    public Instant next() {
        lock.lock();
        try {
            return due.next();
        } finally {
            lock.unlock();
        }
    }

    /** Keys that are due and have to wait for a thread. */
    public int late() {
        return counted(() -> due.late(clock.instant()));
    }

    /** Keys that wait or have their turn. */
    public int size() {
        return counted(due::size);
    }

    /** Threads that are at work. */
    public int busy() {
        return counted(due::taken);
    }

    private int counted(IntSupplier count) {
        lock.lock();
        try {
            return count.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        Optional<Due.Time<K>> next = await();
        while (next.isPresent()) {
            Due.Time<K> taken = next.get();
            Instant again = clock.instant().plus(AFTER_A_BUG);
            try {
                again = turn.take(taken.key(), taken.at());
            } catch (RuntimeException | Error bug) {
                LOG.error("{}: a turn failed", taken.key(), bug);
            } finally {
                back(taken.key(), again);
            }
            next = await();
        }
    }

    private void back(K key, Instant again) {
        lock.lock();
        try {
            due.back(key, again, clock.instant());
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next one; empty when it is over. */
    private Optional<Due.Time<K>> await() {
        lock.lock();
        try {
            while (!closed) {
                Instant now = clock.instant();
                Optional<Due.Time<K>> taken = due.take(now);
                if (taken.isPresent()) {
                    changed.signal();
                    return taken;
                }
                changed.await(pause(now).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return Optional.empty();
    }

    private Duration pause(Instant now) {
        Instant longest = now.plus(LONGEST);
        Instant next = due.next();
        return next.isAfter(longest) ? LONGEST : Duration.between(now, next);
    }

    /** Ends when the turns that have begun are over; nothing that waits is done. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Workers::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
