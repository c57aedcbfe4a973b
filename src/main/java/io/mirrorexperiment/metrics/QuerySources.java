package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All queried metrics of an experiment, each asked of its own server; nothing is asked before it is wanted. Thread-safe; waiting holds no
 * thread of the caller.
 */
public final class QuerySources implements AutoCloseable {
    private final Map<QueriedMetric, QuerySource> sources;

    private QuerySources(Map<QueriedMetric, QuerySource> sources) {
        this.sources = sources;
    }

    /**
     * Opens them.
     *
     * @param secrets asked anew at each look
     * @param clock our own clock, by which answers are dated
     */
    public static QuerySources open(Optional<Queries> queries, Secrets secrets, Clock clock) {
        return open(queries, secrets, clock, Calls.NONE);
    }

    /** The same for a host that counts what it asks. */
    public static QuerySources open(Optional<Queries> queries, Secrets secrets, Clock clock, Calls calls) {
        Map<QueriedMetric, QuerySource> sources = new LinkedHashMap<>();
        for (QueriedMetric metric : queries.map(Queries::metrics).orElse(List.of())) {
            sources.put(metric, new QuerySource(metric.ca(), secrets, metric.timeout(), clock, calls));
        }
        return new QuerySources(sources);
    }

    /** The value of each metric, all asked in one go. The future never fails. */
    public CompletableFuture<Map<QueriedMetric, Reading>> ask(Map<String, String> values) {
        Map<QueriedMetric, CompletableFuture<Reading>> asked = new LinkedHashMap<>();
        sources.forEach((metric, source) -> asked.put(metric, source.ask(metric.query(), values)));
        return all(asked).thenApply(done -> {
            Map<QueriedMetric, Reading> readings = new LinkedHashMap<>();
            asked.forEach((metric, reading) -> readings.put(metric, reading.join()));
            return readings;
        });
    }

    /** What the version's values do not select, as {@link QuerySource#unseen}, each with its metric. The future never fails. */
    public CompletableFuture<List<String>> unseen(Map<String, String> values) {
        Map<QueriedMetric, CompletableFuture<List<String>>> asked = new LinkedHashMap<>();
        sources.forEach((metric, source) -> asked.put(metric, source.unseen(metric.query(), values)));
        return all(asked).thenApply(done -> {
            List<String> words = new ArrayList<>();
            asked.forEach((metric, unseen) -> unseen.join().forEach(each -> words.add(metric.metric() + ": " + each)));
            return words;
        });
    }

    /** What is unwise about the way they are asked; sentences for a person. */
    public List<String> warnings() {
        return sources.keySet().stream()
                .filter(metric ->
                        isPlain(metric.query()) && !metric.query().secrets().isEmpty())
                .map(metric -> metric.metric()
                        + ": its secrets travel unencrypted over http, where others may read them; use https")
                .toList();
    }

    /** Cancels what is on the way; its futures end as missing. */
    @Override
    public void close() {
        sources.values().forEach(QuerySource::close);
    }

    private static boolean isPlain(MetricQuery query) {
        return query.url().toLowerCase(Locale.ROOT).startsWith("http:");
    }

    private static <T> CompletableFuture<Void> all(Map<QueriedMetric, CompletableFuture<T>> asked) {
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
    }
}
