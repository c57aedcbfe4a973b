package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Sends questions to one Prometheus. Thread-safe. A caller's thread is never held; a thread of the wire is, while a question is on
 * the way, for at most {@value #AT_ONCE} questions at once (others queue), and idle threads and connections go after a minute.
 */
final class Wire implements AutoCloseable {
    /** Two versions with four questions each. */
    static final int AT_ONCE = 8;

    private final HttpUrl query;
    private final Duration timeout;
    private final Clock clock;
    private final ServerClock serverClock = new ServerClock();
    private final ExecutorService threads = daemons();
    private final OkHttpClient plain;
    private OkHttpClient client;
    private TlsMaterial inUse = TlsMaterial.NONE;

    Wire(MetricsSystem system, Clock clock) {
        this.timeout = positive(system.timeout());
        this.clock = clock;
        this.query = HttpUrl.get(system.url().toString())
                .newBuilder()
                .addPathSegments("api/v1/query")
                .addQueryParameter("timeout", timeout.toMillis() + "ms")
                .build();
        this.plain = client(threads, timeout);
        this.client = plain;
    }

    /** Asks one question about one instant of the server's clock. The future never fails. */
    CompletableFuture<Answer> ask(Access access, String promql, Instant at) {
        OkHttpClient ready;
        try {
            ready = securedBy(access.tls());
        } catch (OddAnswerException odd) {
            return CompletableFuture.completedFuture(new Answer.Odd(odd.reason()));
        }
        Request request = new Request.Builder()
                .url(query.newBuilder()
                        .addQueryParameter("query", promql)
                        .addQueryParameter("time", seconds(at))
                        .build())
                .headers(access.headers())
                .header("Accept", "application/json")
                .build();
        Exchange exchange = new Exchange(serverClock, clock, timeout);
        ready.newCall(request).enqueue(exchange);
        return exchange.answer();
    }

    /** How far the server's clock is ahead of ours, as far as its answers have told. */
    Duration offset() {
        return serverClock.offset();
    }

    /** Where things that block for a moment may run. */
    Executor threads() {
        return threads;
    }

    @Override
    public void close() {
        plain.dispatcher().cancelAll();
        threads.shutdown();
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

    private static OkHttpClient client(ExecutorService threads, Duration timeout) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(AT_ONCE, 1, TimeUnit.MINUTES))
                // A redirect would take headers and certificates to a host that nobody named.
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }

    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "metrics-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Duration positive(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("the time-out for metrics must be longer than nothing, not " + timeout);
        }
        return timeout;
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    }
}
