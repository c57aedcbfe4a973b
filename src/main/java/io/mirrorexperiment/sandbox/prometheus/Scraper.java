package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.ScrapeTarget;
import io.mirrorexperiment.sandbox.prometheus.Ingestion.Ingested;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import io.mirrorexperiment.sandbox.prometheus.series.SeriesStore;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Scrapes all targets in rounds. Rounds never overlap. */
final class Scraper {
    private static final List<String> OWN = List.of(
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added");

    private final Supplier<List<ScrapeTarget>> targets;
    private final Clock clock;
    private final SeriesStore store;
    private final Ingestion ingestion;
    private final Exposures exposures;
    private final ExecutorService threads;
    private Set<Map<String, String>> lastRound = Set.of();

    Scraper(
            MetricsOptions options,
            SeriesStore store,
            Ingestion ingestion,
            Exposures exposures,
            ExecutorService threads) {
        this.targets = options.targets();
        this.clock = options.clock();
        this.store = store;
        this.ingestion = ingestion;
        this.exposures = exposures;
        this.threads = threads;
    }

    /** Scrapes every target once, all at the same time, and returns when all is stored. */
    synchronized void round() {
        Set<Map<String, String>> present = new HashSet<>();
        List<CompletableFuture<Void>> scrapes = targets.get().stream()
                .filter(target -> present.add(target.storedLabels()))
                .map(target -> CompletableFuture.runAsync(() -> scrape(target), threads))
                .toList();
        scrapes.forEach(CompletableFuture::join);
        lastRound.stream().filter(before -> !present.contains(before)).forEach(this::leave);
        lastRound = Set.copyOf(present);
    }

    private void scrape(ScrapeTarget target) {
        Map<String, String> labels = target.storedLabels();
        long at = clock.millis();
        Optional<String> body = exposures.get(target.url().toString());
        Ingested ingested = ingestion.accept(body.orElse(""), labels, at);
        own(labels, "up", at, body.isPresent() && ingested.complete() ? 1 : 0);
        own(labels, "scrape_duration_seconds", at, (clock.millis() - at) / 1000.0);
        own(labels, "scrape_samples_scraped", at, ingested.samples());
        own(labels, "scrape_samples_post_metric_relabeling", at, ingested.stored());
        own(labels, "scrape_series_added", at, ingested.fresh());
    }

    private void own(Map<String, String> labels, String name, long at, double value) {
        store.append(new TargetSeries(labels).own(name), new Sample(at, value));
    }

    private void leave(Map<String, String> labels) {
        long at = clock.millis();
        ingestion.gone(labels, at);
        for (String name : OWN) {
            Labels own = new TargetSeries(labels).own(name);
            store.markStale(own, at);
        }
    }
}
