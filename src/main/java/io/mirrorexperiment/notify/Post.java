package io.mirrorexperiment.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers parcels in the background, on a few threads that go when there is nothing to do: at most {@value #MOST} at a time, whatever
 * comes on top is lost and said. Thread-safe.
 */
final class Post {
    static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final int THREADS = 4;
    private static final int MOST_REMEMBERED = 100;

    private final Clock clock;
    private final Persistence persistence;
    private final Deliveries deliveries;
    private final Line line;
    private final ScheduledThreadPoolExecutor threads = threads();
    /** By number, in the order in which they came; guarded by itself, like what follows. */
    private final Map<Long, Parcel> pending = new LinkedHashMap<>();

    private final List<String> lost = new ArrayList<>();
    private long numbers;
    private boolean closed;

    Post(Clock clock, Persistence persistence, Deliveries deliveries) {
        this.clock = clock;
        this.persistence = persistence;
        this.deliveries = deliveries;
        this.line = new Line(clock);
    }

    /** Takes a parcel and returns at once. */
    void send(Parcel parcel) {
        synchronized (pending) {
            if (closed || pending.size() >= MOST) {
                lose(parcel.tried(System.nanoTime(), "too many messages wait already"));
                return;
            }
            long number = numbers++;
            pending.put(number, parcel);
            attempt(number, Duration.ZERO);
        }
    }

    /**
     * Waits until all is delivered or given up, but no longer than that; what is still on its way then is lost.
     *
     * @return what was not delivered, in words, since this began
     */
    List<String> close(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (pending) {
            closed = true;
            try {
                for (long left = patience.toNanos(); !pending.isEmpty() && left > 0; left = until - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(pending, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            threads.shutdownNow();
            line.close();
            pending.values().forEach(this::lose);
            pending.clear();
            return List.copyOf(lost);
        }
    }

    private void attempt(long number, Duration pause) {
        Future<?> unused = threads.schedule(() -> deliver(number), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void deliver(long number) {
        Optional<Parcel> parcel;
        synchronized (pending) {
            parcel = Optional.ofNullable(pending.get(number));
        }
        if (parcel.isEmpty()) {
            return;
        }
        try {
            settle(number, parcel.get(), answer(parcel.get()));
        } catch (RuntimeException bug) {
            LOG.error("a message could not be made", bug);
            settle(
                    number,
                    parcel.get(),
                    new Answer.Never("internal error: " + bug.getClass().getSimpleName()));
        }
    }

    private Answer answer(Parcel parcel) {
        try {
            Envelope envelope = new Sealing(parcel.secrets(), clock.instant()).seal(parcel.receiver(), parcel.notice());
            return line.send(parcel.receiver(), envelope);
        } catch (UnsendableException odd) {
            return new Answer.Later(odd.because(), Optional.empty());
        }
    }

    private void settle(long number, Parcel parcel, Answer answer) {
        synchronized (pending) {
            if (!pending.containsKey(number)) {
                return;
            }
            if (answer instanceof Answer.Later later && again(number, parcel, later)) {
                return;
            }
            pending.remove(number);
            if (answer instanceof Answer.Later later) {
                lose(parcel.tried(System.nanoTime(), later.because() + times(parcel.made() + 1)));
            } else if (answer instanceof Answer.Never never) {
                lose(parcel.tried(System.nanoTime(), never.because()));
            } else {
                deliveries.over(parcel.receiver().form(), true);
            }
            pending.notifyAll();
        }
    }

    private static String times(int made) {
        return made == 1 ? "" : ", " + made + " times";
    }

    /** Whether it is tried again. */
    private boolean again(long number, Parcel parcel, Answer.Later later) {
        long now = System.nanoTime();
        Parcel tried = parcel.tried(now, later.because());
        Optional<Duration> pause = persistence.pause(tried.made(), tried.since(now), later.after());
        if (pause.isEmpty() || threads.isShutdown()) {
            return false;
        }
        pending.put(number, tried);
        attempt(number, pause.get());
        return true;
    }

    private void lose(Parcel parcel) {
        String words = parcel.words();
        LOG.warn(words);
        deliveries.over(parcel.receiver().form(), false);
        if (lost.size() < MOST_REMEMBERED) {
            lost.add(words);
        }
    }

    private static ScheduledThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "notify-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(30, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return threads;
    }
}
