package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.QuerySource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What Prometheus says of cumulative counters, asked in PromQL over HTTP, all of one moment at a time. Blocks its caller; nobody else
 * is waiting.
 *
 * @param place the server's address
 * @param behind how long ago that moment is: what was scraped by then is stored
 * @param clock the server's own
 */
record TourNumbers(String place, QuerySource source, Duration behind, Clock clock) implements AutoCloseable {
    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(30);
    private static final long GLANCE_NANOS = 250_000_000;

    /** A very busy machine makes few requests. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static TourNumbers at(String place, Duration behind) {
        Clock clock = Clock.systemUTC();
        return new TourNumbers(
                place,
                new QuerySource(
                        Optional.empty(),
                        credential -> {
                            throw new IOException("no secret is needed");
                        },
                        FOR_AN_ANSWER,
                        clock),
                behind,
                clock);
    }

    /**
     * By how much counters have grown from now until it is enough, or until patience is over.
     *
     * @param counters PromQL of sums, by any name
     */
    Map<String, Long> growth(Map<String, String> counters, Predicate<Map<String, Long>> enough) {
        Map<String, Double> before = values(counters);
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Long> grown = Map.of();
        do {
            LockSupport.parkNanos(GLANCE_NANOS);
            Map<String, Long> more = new LinkedHashMap<>();
            values(counters)
                    .forEach((name, value) -> more.put(name, Math.round(value - before.getOrDefault(name, 0.0))));
            grown = more;
        } while (!enough.test(grown) && System.nanoTime() - end < 0);
        return grown;
    }

    /** What counters stand at. */
    Map<String, Double> values(Map<String, String> counters) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Reading> readings = ask(counters);
            Optional<Reading> missing = readings.values().stream()
                    .filter(reading -> !(reading instanceof Reading.Gauge))
                    .findFirst();
            if (missing.isEmpty()) {
                Map<String, Double> values = new LinkedHashMap<>();
                readings.forEach((name, reading) -> values.put(name, ((Reading.Gauge) reading).value()));
                return values;
            }
            if (System.nanoTime() - end > 0) {
                throw Refusal.nothingChanged("the demo's metrics give no answer: " + missing.get());
            }
        }
    }

    private Map<String, Reading> ask(Map<String, String> counters) {
        Instant moment = clock.instant().minus(behind);
        Map<String, CompletableFuture<Reading>> asked = new LinkedHashMap<>();
        counters.forEach((name, promql) -> asked.put(name, source.ask(query(promql, moment), Map.of())));
        Map<String, Reading> readings = new LinkedHashMap<>();
        asked.forEach((name, reading) -> readings.put(name, reading.join()));
        return readings;
    }

    private MetricQuery query(String promql, Instant moment) {
        return new MetricQuery(
                MetricQuery.Method.GET,
                place + "/api/v1/query",
                List.of(),
                List.of(
                        new MetricQuery.Named("query", promql + " or vector(0)"),
                        new MetricQuery.Named("time", moment.toString())),
                Optional.empty(),
                false,
                Map.of(),
                ".data.result[0].value[1] | tonumber");
    }

    @Override
    public void close() {
        source.close();
    }
}
