package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.QueriedValue;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A queried metric and what its server answered at the newest look.
 *
 * @param metric which one
 * @param question as it was asked; before the first look as the spec has it
 * @param value what came of it; empty before the first look
 */
record Asked(QueriedMetric metric, String question, Optional<QueriedValue> value) {
    /** All queried metrics, in the order of the spec. */
    static List<Asked> of(Facts facts) {
        Journal journal = facts.journal();
        Optional<Entry.Iterated> newest = journal.all(Entry.Iterated.class)
                .filter(look -> look.queried().isPresent())
                .reduce((older, newer) -> newer);
        return journal.experiment().queries().stream()
                .flatMap(queries -> queries.metrics().stream().map(metric -> of(facts, queries, metric, newest)))
                .toList();
    }

    private static Asked of(Facts facts, Queries queries, QueriedMetric metric, Optional<Entry.Iterated> newest) {
        Map<String, String> values =
                newest.flatMap(look -> values(facts, queries, look.at())).orElse(Map.of());
        return new Asked(
                metric,
                Clean.line(metric.query().words(values)),
                newest.flatMap(Entry.Iterated::queried).flatMap(all -> find(all, metric)));
    }

    /** As the run filled the templates at that instant. */
    private static Optional<Map<String, String>> values(Facts facts, Queries queries, Instant at) {
        Experiment experiment = facts.journal().experiment();
        return facts.plan().flatMap(plan -> facts.at(Entry.Flowing.class)
                .map(flowing -> queries.values(
                        new Population(experiment.namespace(), plan.dark()),
                        facts.journal().cadence().counting(flowing, at),
                        at)));
    }

    private static Optional<QueriedValue> find(List<QueriedValue> values, QueriedMetric metric) {
        return values.stream()
                .filter(each -> each.metric().equals(metric.metric().name()))
                .findFirst();
    }

    OptionalDouble number() {
        return value.map(each -> each.value(metric.type())).orElse(OptionalDouble.empty());
    }

    /** When it was answered. */
    Optional<Instant> at() {
        return value.map(QueriedValue::reading)
                .filter(Reading.Gauge.class::isInstance)
                .map(reading -> ((Reading.Gauge) reading).at());
    }

    Optional<String> trouble() {
        return value.flatMap(each -> each.trouble(metric.type())).map(Clean::line);
    }

    /** What it came to, in words. */
    String words() {
        OptionalDouble number = number();
        return number.isPresent()
                ? Numbers.asked(metric.metric(), number.getAsDouble())
                        + at().map(at -> " at " + Numbers.clock(at)).orElse("")
                : trouble().map(reason -> "no value: " + reason).orElse("not asked yet");
    }
}
