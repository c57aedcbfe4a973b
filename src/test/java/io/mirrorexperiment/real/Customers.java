package io.mirrorexperiment.real;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The users of a live service: they ask at a steady rate, each request when it is due however slowly earlier ones are
 * answered, never again what failed, and everything is counted. What isn't status 200 is a request lost to a user. Thread-safe.
 */
public final class Customers implements AutoCloseable {
    private static final int LOSSES_TOLD = 50;

    private final OkHttpClient http;
    private final URI door;
    private final String host;
    private final String path;
    private final AtomicLong sent = new AtomicLong();
    private final LongAdder ended = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> servedBy = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, LongAdder> millis = new ConcurrentSkipListMap<>();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private final Thread pacer;
    private volatile double perSecond;
    private volatile boolean going = true;

    private Customers(URI door, String host, String path, double perSecond) {
        this.door = door;
        this.host = host;
        this.path = path;
        this.perSecond = perSecond;
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(1000);
        dispatcher.setMaxRequestsPerHost(1000);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(64, 30, TimeUnit.SECONDS))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(30))
                .build();
        pacer = new Thread(this::pace, "customers");
        pacer.setDaemon(true);
    }

    /** Begins at once to ask {@code door} for {@code path} with the Host header {@code host}, that often per second. */
    public static Customers of(URI door, String host, String path, double perSecond) {
        Customers customers = new Customers(door, host, path, perSecond);
        customers.pacer.start();
        return customers;
    }

    private void pace() {
        long due = System.nanoTime();
        while (going) {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            ask();
            due += (long) (1e9 / perSecond);
        }
    }

    private void ask() {
        long n = sent.incrementAndGet();
        Request request = new Request.Builder()
                .url(door.resolve(path).toString())
                .header("Host", host)
                .header("x-request-id", UUID.randomUUID().toString())
                .build();
        http.newCall(request).enqueue(new Answered(n, System.nanoTime()));
    }

    /** Asks that often from now on. */
    public void perSecond(double rate) {
        perSecond = rate;
    }

    /** What was seen so far. */
    public Count count() {
        return new Count(sent.get(), ended.sum(), sums(answers), sums(servedBy), new ArrayList<>(losses));
    }

    /** The share of answers, 0 to 1, that took at most that many milliseconds. */
    public double within(long limit) {
        long fast = millis.headMap(limit, true).values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
        return ended.sum() == 0 ? 0 : (double) fast / ended.sum();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }

    /** Asks no more and waits for the answers under way, so that {@code sent} equals {@code ended}. Idempotent. */
    @Override
    public void close() {
        going = false;
        try {
            pacer.join();
            for (int i = 0; i < 350 && ended.sum() < sent.get(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /**
     * Requests and their answers.
     *
     * @param answers by status, or by the name of the exception where there was none
     * @param servedBy by the header x-served-by
     * @param losses the first few requests that were not answered with 200, in words
     */
    public record Count(
            long sent, long ended, Map<String, Long> answers, Map<String, Long> servedBy, List<String> losses) {
        /** Requests that ended otherwise than with status 200. */
        public long lost() {
            return answers.values().stream().mapToLong(Long::longValue).sum() - answers.getOrDefault("200", 0L);
        }
    }

    private final class Answered implements Callback {
        private final long number;
        private final long from;

        private Answered(long number, long from) {
            this.number = number;
            this.from = from;
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                response.body().bytes();
                String by = response.header("x-served-by");
                servedBy.computeIfAbsent(by == null ? "nobody" : by, name -> new LongAdder())
                        .increment();
                ends(String.valueOf(response.code()), response.code() == 200);
            } catch (IOException e) {
                onFailure(call, e);
            }
        }

        @Override
        public void onFailure(Call call, IOException trouble) {
            ends(trouble.toString(), false);
        }

        private void ends(String how, boolean well) {
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            if (!well && losses.size() < LOSSES_TOLD) {
                losses.add("request " + number + ": " + how + " after " + took + " ms");
            }
            millis.computeIfAbsent(took, any -> new LongAdder()).increment();
            answers.computeIfAbsent(how, any -> new LongAdder()).increment();
            ended.increment();
        }
    }
}
