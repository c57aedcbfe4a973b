package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.Exposition.Line;
import io.mirrorexperiment.sandbox.prometheus.Exposition.Metadata;
import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import io.mirrorexperiment.sandbox.prometheus.series.Appended;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import io.mirrorexperiment.sandbox.prometheus.series.SeriesStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Stores what targets expose, and marks as stale what they expose no more (scrape/scrape.go). Thread-safe for different
 * targets; one target's expositions must come one after another.
 */
final class Ingestion {
    private final SeriesStore store;
    private final Dialect dialect;
    private final Map<Map<String, String>, Set<Labels>> lastSeen = new ConcurrentHashMap<>();
    private final Map<Map<String, String>, Set<Labels>> exposed = new ConcurrentHashMap<>();
    private final Map<String, Metadata> metadata = new ConcurrentHashMap<>();

    Ingestion(SeriesStore store, Dialect dialect) {
        this.store = store;
        this.dialect = dialect;
    }

    /**
     * What became of an exposition.
     *
     * @param complete whether it was understood and the store had room; samples that are out of order don't count here,
     *     as in Prometheus
     * @param complaints a sentence for each thing that was wrong
     * @param samples how many samples were read, up to the first malformed line
     * @param stored how many of them were fit to be stored
     * @param fresh how many of those are of series that the target did not expose the last time
     */
    record Ingested(boolean complete, List<String> complaints, int samples, int stored, int fresh) {
        Ingested {
            complaints = List.copyOf(complaints);
        }
    }

    /** Stores one exposition of the target with these labels. */
    Ingested accept(String exposition, Map<String, String> targetLabels, long at) {
        Exposition parsed = new ExpositionParser(dialect).parse(exposition);
        if (parsed instanceof Exposition.Malformed malformed) {
            seen(present(malformed.before(), targetLabels), targetLabels, at);
            return new Ingested(
                    false,
                    List.of("line " + malformed.line() + " of the exposition: " + malformed.why()),
                    malformed.before().size() + (malformed.readable() ? 1 : 0),
                    malformed.before().size(),
                    fresh(malformed.before(), targetLabels, false));
        }
        Exposition.Read read = (Exposition.Read) parsed;
        metadata.putAll(read.metadata());
        return store(read.lines(), targetLabels, at);
    }

    /**
     * Prometheus notes the series of a scrape while it reads, and forgets to let go of them when a line is malformed: they
     * get neither a sample nor a staleness marker (scrape/scrape.go, seriesCur is not reset).
     */
    private static Set<Labels> present(List<Line> lines, Map<String, String> targetLabels) {
        TargetSeries target = new TargetSeries(targetLabels);
        return lines.stream()
                .filter(line -> line.timestamp().isEmpty())
                .map(line -> target.of(line.labels()))
                .collect(Collectors.toSet());
    }

    /** A scrape that failed adds to what is known of the target, and a good one replaces it (scrape/scrape.go, iterDone). */
    private int fresh(List<Line> lines, Map<String, String> targetLabels, boolean good) {
        Set<Labels> known = exposed.getOrDefault(targetLabels, Set.of());
        Set<Labels> now = lines.stream().map(Line::labels).collect(Collectors.toSet());
        int fresh = (int) now.stream().filter(labels -> !known.contains(labels)).count();
        if (!good) {
            now.addAll(known);
        }
        exposed.put(targetLabels, now);
        return fresh;
    }

    private Ingested store(List<Line> lines, Map<String, String> targetLabels, long at) {
        TargetSeries target = new TargetSeries(targetLabels);
        Set<Labels> present = new HashSet<>();
        List<String> complaints = new ArrayList<>();
        boolean complete = true;
        for (Line line : lines) {
            Labels labels = target.of(line.labels());
            Appended appended = store(line, labels, at, present);
            complete &= appended != Appended.STORE_FULL;
            complaint(appended).ifPresent(complaint -> complaints.add(labels + " " + complaint));
        }
        seen(present, targetLabels, at);
        return new Ingested(
                complete, complaints, lines.size(), lines.size(), fresh(lines, targetLabels, !lines.isEmpty()));
    }

    /** A series with time-stamps of its own never becomes stale by absence, as in Prometheus. */
    private Appended store(Line line, Labels labels, long at, Set<Labels> present) {
        if (line.timestamp().isEmpty()) {
            present.add(labels);
        }
        return store.append(labels, new Sample(line.timestamp().orElse(at), line.value()));
    }

    private static Optional<String> complaint(Appended appended) {
        return switch (appended) {
            case ADDED, REPEATED -> Optional.empty();
            case OUT_OF_ORDER -> Optional.of("has a sample at or after that time already");
            case STORE_FULL -> Optional.of("does not fit: the server holds as many series as it may");
        };
    }

    private void seen(Set<Labels> present, Map<String, String> targetLabels, long at) {
        Set<Labels> before = lastSeen.put(targetLabels, present);
        if (before != null) {
            before.stream().filter(labels -> !present.contains(labels)).forEach(gone -> store.markStale(gone, at));
        }
    }

    /** Nothing more comes from the target with these labels: all its series become stale. */
    void gone(Map<String, String> targetLabels, long at) {
        seen(Set.of(), targetLabels, at);
        lastSeen.remove(targetLabels);
        exposed.remove(targetLabels);
    }

    /** The types and help texts that were exposed so far, by metric name. */
    Map<String, Metadata> metadata() {
        return Map.copyOf(metadata);
    }
}
