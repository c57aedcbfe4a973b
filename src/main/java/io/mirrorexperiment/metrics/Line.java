package io.mirrorexperiment.metrics;

import io.mirrorexperiment.net.PromptSockets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Sends HTTP requests to a metrics system. Thread-safe. A caller's thread is never held; a thread of the line is, while a question is on the
 * way, for at most {@value #AT_ONCE} questions at once (others queue). All lines of a process share {@value #THREADS} threads, however many
 * runs a host has under way; idle threads go after {@value #IDLE_MILLIS} ms, idle connections after a minute.
 */
final class Line implements AutoCloseable {
    /** Two versions with four questions each. */
    static final int AT_ONCE = 8;

    /** Of all lines together. */
    static final int THREADS = 32;

    /** A thread that had nothing to do for so long goes: idle ones take turns, so that otherwise a few questions keep all of them. */
    private static final int IDLE_MILLIS = 250;

    private static final ExecutorService SHARED = daemons();

    private final Duration timeout;
    private final Clock clock;
    private final BiConsumer<Optional<Integer>, Duration> over;
    private final ServerClock serverClock = new ServerClock();
    private final Respite respite;
    private final OkHttpClient plain;
    private OkHttpClient client;
    private volatile boolean closed;
    private TlsMaterial inUse = TlsMaterial.NONE;

    Line(Duration timeout, Clock clock) {
        this(timeout, clock, (status, took) -> {});
    }

    /**
     * A line.
     *
     * @param over hears of each request when it is over: its status, unless there was no answer, and how long it took
     */
    Line(Duration timeout, Clock clock, BiConsumer<Optional<Integer>, Duration> over) {
        this.timeout = positive(timeout);
        this.clock = clock;
        this.respite = new Respite(clock);
        this.over = over;
        this.plain = client(timeout);
        this.client = plain;
    }

    /** Sends one request. The future never fails. */
    <T> CompletableFuture<T> send(TlsMaterial tls, Request request, Hearing<T> hearing) {
        if (closed) {
            return CompletableFuture.completedFuture(hearing.odd("the source is closed"));
        }
        Optional<String> refusal = respite.refusal(request.url());
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(hearing.odd(refusal.get()));
        }
        OkHttpClient ready;
        try {
            ready = securedBy(tls);
        } catch (OddAnswerException odd) {
            return CompletableFuture.completedFuture(hearing.odd(odd.reason()));
        }
        Exchange<T> exchange = new Exchange<>(hearing, serverClock, respite, clock, timeout, over);
        ready.newCall(request).enqueue(exchange);
        return exchange.answer();
    }

    /** How far the server's clock is ahead of ours, as far as its answers have told. */
    Duration offset() {
        return serverClock.offset();
    }

    /** Where things that block for a moment may run. */
    Executor threads() {
        if (closed) {
            throw new RejectedExecutionException("the line is closed");
        }
        return SHARED;
    }

    @Override
    public void close() {
        closed = true;
        plain.dispatcher().cancelAll();
        plain.connectionPool().evictAll();
    }

    /** The client for this material; a new one only if the material is new. */
    private synchronized OkHttpClient securedBy(TlsMaterial material) throws OddAnswerException {
        if (!material.equals(inUse)) {
            Tls tls = Tls.of(material);
            client = plain.newBuilder()
                    .sslSocketFactory(tls.sockets(), tls.trust())
                    .build();
            inUse = material;
        }
        return client;
    }

    private static OkHttpClient client(Duration timeout) {
        Dispatcher dispatcher = new Dispatcher(SHARED);
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(AT_ONCE, 1, TimeUnit.MINUTES))
                .socketFactory(new PromptSockets())
                // A redirect would take headers and certificates to a host that nobody named.
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }

    /** A new thread only where none is idle; where all are busy, tasks queue. */
    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                THREADS,
                IDLE_MILLIS,
                TimeUnit.MILLISECONDS,
                new Handing(),
                task -> {
                    Thread thread = new Thread(task, "metrics-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> pool.getQueue().add(task));
    }

    /** Offers tasks to idle threads only, so that a pool first makes the threads that it may have. */
    private static final class Handing extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public boolean add(Runnable task) {
            return super.offer(task);
        }
    }

    private static Duration positive(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("the time-out for metrics must be longer than nothing, not " + timeout);
        }
        return timeout;
    }
}
