package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.series.SeriesStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A metrics system on the loopback address that speaks Prometheus' HTTP API.
 *
 * <p>It scrapes targets, keeps their series in memory, and answers PromQL. What it does not know it refuses in
 * Prometheus' error format; it never guesses. All methods are thread-safe; its threads are daemons.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final Duration LONGEST_SCRAPE = Duration.ofSeconds(10);
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final MetricsOptions options;
    private final MetricsFaults faults = new MetricsFaults();
    private final SeriesStore store;
    private final Ingestion ingestion;
    private final Exposures exposures;
    private final Scraper scraper;
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons("metrics"));
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(daemons("scraper"));
    private final HttpDoor door;

    private MetricsServer(MetricsOptions options) throws IOException {
        this.options = options;
        this.store = new SeriesStore(options.mostSeries());
        this.ingestion = new Ingestion(store, options.dialect());
        this.exposures = new Exposures(scrapeTimeout(options.scrapeInterval()));
        this.scraper = new Scraper(options, store, ingestion, exposures, threads);
        QueryApi queries = new QueryApi(options.dialect(), store::snapshot, options.clock());
        MetadataApi metadata = new MetadataApi(store::snapshot, ingestion::metadata);
        this.door = HttpDoor.open(options, threads, new Api(queries, metadata, options, faults)::answer);
    }

    /**
     * Opens the port and starts to scrape.
     *
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static MetricsServer start(MetricsOptions options) {
        try {
            MetricsServer server = new MetricsServer(options);
            server.startRounds();
            return server;
        } catch (IOException cause) {
            throw new UncheckedIOException("the metrics server cannot open port " + options.port(), cause);
        }
    }

    private void startRounds() {
        long every = options.scrapeInterval().toNanos();
        if (every > 0) {
            ScheduledFuture<?> unused =
                    rounds.scheduleAtFixedRate(this::scrapeUnlessToldNotTo, 0, every, TimeUnit.NANOSECONDS);
        }
    }

    private void scrapeUnlessToldNotTo() {
        if (faults.now().notScraping()) {
            return;
        }
        try {
            scrape();
        } catch (RuntimeException bug) {
            // An exception would end all further rounds without a word.
            LOG.warn("A round of scraping failed; the next one comes in {}", options.scrapeInterval(), bug);
        }
    }

    /** Where it answers, without a slash at the end, as in {@code http://127.0.0.1:43210}. */
    public String url() {
        return door.url();
    }

    /** What goes wrong on purpose. */
    public MetricsFaults faults() {
        return faults;
    }

    /** Scrapes all targets once, now, and returns when everything is stored, whatever the faults say. */
    public void scrape() {
        scraper.round();
        forget(options.clock().millis());
    }

    /**
     * Stores a text exposition as if it had been scraped at a time from a target with these labels. A series that the
     * same target (by its labels) exposed the last time and does not expose now becomes stale.
     *
     * @throws IllegalArgumentException if the exposition is malformed, or a sample is older than the series' newest one
     */
    public void ingest(String exposition, Map<String, String> labels, Instant at) {
        Ingestion.Ingested ingested = ingestion.accept(exposition, labels, at.toEpochMilli());
        forget(at.toEpochMilli());
        List<String> complaints = ingested.complaints();
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    "this exposition cannot be ingested as of " + at + ": " + String.join("; ", complaints));
        }
    }

    private void forget(long now) {
        store.forget(now - options.retention().toMillis());
    }

    private static Duration scrapeTimeout(Duration interval) {
        boolean own = !interval.isZero() && interval.compareTo(LONGEST_SCRAPE) < 0;
        return own ? interval : LONGEST_SCRAPE;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, "sandbox-" + name + "-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Closes the port and stops scraping; what was stored is lost. Idempotent. */
    @Override
    public void close() {
        rounds.shutdownNow();
        door.close();
        exposures.close();
        threads.shutdownNow();
    }
}
