package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.QueriedValue;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the metrics that are not told by the mesh's counters. */
final class Querying {
    private final Site site;

    Querying(Site site) {
        this.site = site;
    }

    /** Their values where copies begin to flow; asked only where one of them counts from there. */
    Optional<List<QueriedValue>> begin(Journal journal, Instant flowing) {
        return journal.experiment()
                .queries()
                .filter(Queries::counts)
                .map(queries -> values(
                        queries, asked(journal, queries, flowing, flowing).join(), List.of(), true));
    }

    /**
     * Their values at a look; asked at once, so that the counters can be asked meanwhile.
     *
     * @param anew whether evidence before this look does not count
     */
    CompletableFuture<Optional<List<QueriedValue>>> look(Journal journal, Instant at, boolean anew) {
        Optional<Queries> queries = journal.experiment().queries();
        if (queries.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        List<QueriedValue> before = before(journal);
        return asked(journal, queries.get(), journal.cadence().counting(flowing, at), at)
                .thenApply(readings -> Optional.of(values(queries.get(), readings, before, anew)));
    }

    /**
     * Their values at a look between two steps of a promotion.
     *
     * @param since when the step had arrived
     * @param before what was known at the look before; none at the first
     */
    Optional<List<QueriedValue>> watch(Journal journal, Instant since, Instant at, List<QueriedValue> before) {
        return journal.experiment()
                .queries()
                .map(queries ->
                        values(queries, asked(journal, queries, since, at).join(), before, before.isEmpty()));
    }

    /**
     * Why some have no value, each with its name.
     *
     * @param counters whether only those matter that count
     */
    static List<String> trouble(Experiment experiment, Optional<List<QueriedValue>> values, boolean counters) {
        List<String> trouble = new ArrayList<>();
        for (QueriedValue value : values.orElse(List.of())) {
            experiment
                    .queries()
                    .flatMap(queries -> queries.find(value.metric()))
                    .filter(metric -> !counters || metric.type() == QueriedMetric.Type.COUNTER)
                    .flatMap(metric -> value.trouble(metric.type()))
                    .ifPresent(words -> trouble.add(value.metric() + ": " + words));
        }
        return trouble;
    }

    /** What a person may want to change before a run: what selects nothing, what has no value now, and what travels in clear. */
    List<String> warnings(Experiment experiment, Plan plan) {
        if (experiment.queries().isEmpty()) {
            return List.of();
        }
        Instant now = site.now();
        Population dark = new Population(experiment.namespace(), plan.dark());
        Map<String, String> values = experiment.queries().get().values(dark, now.minus(experiment.baseline()), now);
        CompletableFuture<Map<QueriedMetric, Reading>> asked = site.queries().ask(values);
        List<String> unseen = site.queries().unseen(values).join();
        List<String> warnings = new ArrayList<>(site.queries().warnings());
        warnings.addAll(unseen);
        asked.join().forEach((metric, reading) -> {
            boolean told = unseen.stream().anyMatch(words -> words.startsWith(metric.metric() + ": "));
            if (reading instanceof Reading.Missing missing && !told) {
                warnings.add(
                        metric.metric() + ": has no value now: " + missing.reason()
                                + "; a version without requests may have none yet, and one that is still missing at the last look decides nothing");
            }
        });
        return warnings;
    }

    private CompletableFuture<Map<QueriedMetric, Reading>> asked(
            Journal journal, Queries queries, Instant since, Instant at) {
        Population dark = new Population(
                journal.experiment().namespace(), Site.plan(journal).dark());
        return site.queries().ask(queries.values(dark, since, at));
    }

    private static List<QueriedValue> values(
            Queries queries, Map<QueriedMetric, Reading> readings, List<QueriedValue> before, boolean anew) {
        return queries.metrics().stream()
                .map(metric -> QueriedValue.of(
                        metric,
                        readings.getOrDefault(metric, new Reading.Missing("it was not asked for")),
                        find(before, metric),
                        anew))
                .toList();
    }

    private static Optional<QueriedValue> find(List<QueriedValue> values, QueriedMetric metric) {
        return values.stream()
                .filter(value -> value.metric().equals(metric.metric().name()))
                .findFirst();
    }

    /** What was known at the look before; looks between two ticks ask nobody. */
    private static List<QueriedValue> before(Journal journal) {
        return journal.all(Entry.Iterated.class)
                .flatMap(look -> look.queried().stream())
                .reduce((older, newer) -> newer)
                .or(() -> journal.last(Entry.Flowing.class).flatMap(Entry.Flowing::queried))
                .orElse(List.of());
    }
}
