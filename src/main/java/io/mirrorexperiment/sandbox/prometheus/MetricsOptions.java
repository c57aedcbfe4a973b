package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.ScrapeTarget;
import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How a metrics server is set up. Immutable; start from {@link #scraping} and change with the {@code with…} methods.
 *
 * @param targets what is scraped; asked again before each round, on the scraper's thread
 * @param scrapeInterval the time between two rounds; zero scrapes only when {@link MetricsServer#scrape} is called
 * @param clock dates samples, queries without a time, and the {@code Date} header
 * @param retention how long samples are kept, at least
 * @param mostSeries how many series are kept at once; further ones are dropped and their scrape counts as failed
 * @param port the loopback port, 0 for any free one
 * @param dialect which generation of Prometheus is spoken
 * @param access who may ask
 * @param tls the keys of an HTTPS server; empty for plain HTTP
 */
public record MetricsOptions(
        Supplier<List<ScrapeTarget>> targets,
        Duration scrapeInterval,
        Clock clock,
        Duration retention,
        int mostSeries,
        int port,
        Dialect dialect,
        Access access,
        Optional<Tls> tls) {
    private static final int MOST_SERIES = 20_000;

    /** Options that make sense. */
    public MetricsOptions {
        if (scrapeInterval.isNegative() || retention.isNegative() || retention.isZero() || mostSeries < 1) {
            throw new IllegalArgumentException(
                    "a metrics server needs a scrape interval of 0 or more, a retention and room for a series; got "
                            + scrapeInterval + ", " + retention + ", " + mostSeries);
        }
    }

    /**
     * Scrapes these targets every second, keeps samples for an hour, speaks as Prometheus 3 and lets everybody ask, on
     * any free port.
     */
    public static MetricsOptions scraping(Supplier<List<ScrapeTarget>> targets) {
        return new MetricsOptions(
                targets,
                Duration.ofSeconds(1),
                Clock.systemUTC(),
                Duration.ofHours(1),
                MOST_SERIES,
                0,
                Dialect.PROMETHEUS_3,
                Access.OPEN,
                Optional.empty());
    }

    /** Scrapes nothing; samples come by {@link MetricsServer#ingest}. */
    public static MetricsOptions silent() {
        return scraping(List::of).withScrapeInterval(Duration.ZERO);
    }

    /** These options with another scrape interval. */
    public MetricsOptions withScrapeInterval(Duration interval) {
        return new MetricsOptions(targets, interval, clock, retention, mostSeries, port, dialect, access, tls);
    }

    /** These options with another clock. */
    public MetricsOptions withClock(Clock other) {
        return new MetricsOptions(targets, scrapeInterval, other, retention, mostSeries, port, dialect, access, tls);
    }

    /** These options with other bounds of what is kept. */
    public MetricsOptions withBounds(Duration age, int series) {
        return new MetricsOptions(targets, scrapeInterval, clock, age, series, port, dialect, access, tls);
    }

    /** These options with a fixed port. */
    public MetricsOptions withPort(int fixed) {
        return new MetricsOptions(targets, scrapeInterval, clock, retention, mostSeries, fixed, dialect, access, tls);
    }

    /** These options with another dialect. */
    public MetricsOptions withDialect(Dialect other) {
        return new MetricsOptions(targets, scrapeInterval, clock, retention, mostSeries, port, other, access, tls);
    }

    /** These options with another rule of who may ask. */
    public MetricsOptions withAccess(Access other) {
        return new MetricsOptions(targets, scrapeInterval, clock, retention, mostSeries, port, dialect, other, tls);
    }

    /** These options over HTTPS. */
    public MetricsOptions withTls(Tls keys) {
        return new MetricsOptions(
                targets, scrapeInterval, clock, retention, mostSeries, port, dialect, access, Optional.of(keys));
    }

    /**
     * The keys of an HTTPS server.
     *
     * @param context holds the server's certificate, and the ones it trusts if it asks for the client's
     * @param clientCertificateNeeded whether a client without a trusted certificate is turned away
     */
    public record Tls(SSLContext context, boolean clientCertificateNeeded) {}
}
