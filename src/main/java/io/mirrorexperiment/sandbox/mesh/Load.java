package io.mirrorexperiment.sandbox.mesh;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * An open-loop load generator: requests leave when they are due, however slowly earlier ones are answered. Thread-safe;
 * ends with {@link #close}.
 */
public final class Load implements AutoCloseable {
    private static final long PATIENCE_AT_THE_END_MILLIS = 2_000;

    private final LoadOptions options;
    private final Pace pace;
    private final MethodMix mix;
    private final Caller caller = new Caller();
    private final ThreadPoolExecutor senders;
    private final Thread pacer;
    private final AtomicLong sent = new AtomicLong();
    private final LongAdder shed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final LatencySketch latencies = new LatencySketch();

    private Load(LoadOptions options) {
        this.options = options;
        Dice dice = new Dice(options.seed());
        pace = new Pace(options.qps(), options.spacing(), dice.stream("arrivals"));
        mix = new MethodMix(options.methods(), dice.stream("methods"));
        senders = Crew.of("load", options.atOnce());
        pacer = new Thread(this::run, "load-pace");
        pacer.setDaemon(true);
    }

    /** Begins to send at once. */
    public static Load start(LoadOptions options) {
        Load load = new Load(options);
        load.pacer.start();
        return load;
    }

    private void run() {
        while (pace.awaitNext()) {
            Request request = next();
            try {
                senders.execute(() -> send(request));
                sent.incrementAndGet();
            } catch (RejectedExecutionException allBusy) {
                shed.increment();
            }
        }
    }

    private Request next() {
        String method = mix.next();
        boolean bare = method.equals("GET") || method.equals("HEAD");
        Fields headers = Fields.of("user-agent", "sandbox-load");
        for (Map.Entry<String, String> header : options.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        Payload body = bare ? Payload.EMPTY : Payload.of("x".repeat(options.bodySize()));
        return new Request(method, options.path(), options.authority(), headers, body, "load");
    }

    private void send(Request request) {
        long from = System.nanoTime();
        Delivery delivery = caller.send(options.to().getPort(), request, options.timeout());
        if (delivery instanceof Delivery.Answered answered) {
            latencies.add(System.nanoTime() - from);
            byStatus.computeIfAbsent(answered.answer().status(), status -> new LongAdder())
                    .increment();
        } else {
            failed.increment();
        }
    }

    /** Sends that many requests per second from now on. */
    public void qps(double rate) {
        pace.change(rate);
    }

    /** Sends nothing more until {@link #resume}; requests under way are still counted. */
    public void pause() {
        pace.pause();
    }

    /** Sends again. */
    public void resume() {
        pace.resume();
    }

    /** What was seen so far. */
    public LoadCounts counts() {
        Map<Integer, Long> answers = new java.util.TreeMap<>();
        byStatus.forEach((status, count) -> answers.put(status, count.sum()));
        return new LoadCounts(
                sent.get(),
                shed.sum(),
                answers,
                failed.sum(),
                latencies.quantile(0.5),
                latencies.quantile(0.95),
                latencies.quantile(0.99));
    }

    /** Sends nothing more, waits two seconds at most for the answers under way, and ends the threads. Idempotent. */
    @Override
    public void close() {
        pace.end();
        senders.shutdown();
        try {
            if (!senders.awaitTermination(PATIENCE_AT_THE_END_MILLIS, TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            senders.shutdownNow();
        }
        caller.close();
    }
}
