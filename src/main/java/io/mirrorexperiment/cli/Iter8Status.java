package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.spec.Iter8Catalogue;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run in the words of an Iter8 Experiment's status ({@code iter8.tools/v2alpha2}). Where Iter8 would find a winner without evidence there
 * is none: {@code winnerFound} is true only while every objective is met by evidence, and at the end only where the verdict is that it
 * conforms. Pure.
 */
final class Iter8Status {
    /** A Kubernetes quantity has no more decimals. */
    private static final int DECIMALS = 9;

    private static final String QUIET = "Error: ; Warning: ; Info: ";

    private final Iter8Spec iter8;
    private final Journal journal;
    private final List<Assessment> assessments;

    private Iter8Status(Iter8Spec iter8, Journal journal) {
        this.iter8 = iter8;
        this.journal = journal;
        this.assessments = journal.last(Entry.Iterated.class)
                .map(Entry.Iterated::assessments)
                .orElse(List.of());
    }

    /** The status of the run that an experiment became; empty if the run is another's, or judges other objectives. */
    static Optional<Map<String, Object>> of(Iter8Spec iter8, Journal journal) {
        long limits = iter8.experiment().criteria().objectives().stream()
                .mapToLong(Iter8Status::limits)
                .sum();
        boolean same = iter8.experiment().name().equals(journal.id().name())
                && journal.experiment().objectives().size() == limits;
        return same ? Optional.of(new Iter8Status(iter8, journal).tree()) : Optional.empty();
    }

    private static long limits(Iter8Objective objective) {
        return Stream.of(objective.lowerLimit(), objective.upperLimit())
                .filter(Optional::isPresent)
                .count();
    }

    private Map<String, Object> tree() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("conditions", conditions());
        time(Entry.Planned.class).ifPresent(at -> status.put("initTime", at));
        time(Entry.Flowing.class).ifPresent(at -> status.put("startTime", at));
        newest().ifPresent(at -> status.put("lastUpdateTime", at));
        status.put("stage", stage());
        status.put(
                "completedIterations",
                journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0));
        status.put("currentWeightDistribution", List.of(Map.of("name", version(), "value", 100)));
        status.put("versionRecommendedForPromotion", version());
        status.put("message", message());
        status.put("metrics", metrics());
        if (!assessments.isEmpty()) {
            status.put("analysis", analysis());
        }
        return status;
    }

    private List<Map<String, Object>> conditions() {
        Optional<Ending> ending = ending();
        boolean failed = ending.filter(Iter8Status::failed).isPresent();
        return List.of(
                condition(
                        "Completed",
                        ending.isPresent(),
                        ending.isPresent() ? "ExperimentCompleted" : "IterationUpdate"),
                condition("Failed", failed, failed ? "HandlerFailed" : "ExperimentInitialized"),
                condition("TargetAcquired", journal.has(Entry.Planned.class), "TargetAcquired"));
    }

    /** Whether the run could not do its work; a verdict, even that there is no evidence, is none of that. */
    private static boolean failed(Ending ending) {
        return ending.outcome() == Outcome.NOT_STARTED
                || ending.outcome() == Outcome.STUCK
                || ending.outcome() == Outcome.ABORTED;
    }

    private Map<String, Object> condition(String type, boolean holds, String reason) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", holds ? "True" : "False");
        newest().ifPresent(at -> condition.put("lastTransitionTime", at));
        condition.put("reason", reason);
        return condition;
    }

    private String stage() {
        if (ending().isPresent()) {
            return "Completed";
        }
        if (journal.has(Entry.Judged.class)) {
            return "Finishing";
        }
        return journal.has(Entry.Flowing.class)
                ? "Running"
                : journal.has(Entry.Planned.class) ? "Initializing" : "Waiting";
    }

    private String message() {
        return ending().map(end -> "ExperimentCompleted: " + end.verdict().word() + ", "
                        + end.outcome().word() + ", " + end.cause().word() + ": " + end.because())
                .orElseGet(() -> journal.has(Entry.Planned.class)
                        ? "IterationUpdate: run " + journal.id()
                        : "ExperimentInitialized: run " + journal.id());
    }

    private List<Map<String, Object>> metrics() {
        return names().distinct()
                .map(name -> {
                    Map<String, Object> metric = new LinkedHashMap<>();
                    metric.put("name", name.toString());
                    definition(name).ifPresent(definition -> metric.put("metricObj", object(definition)));
                    return metric;
                })
                .toList();
    }

    private Stream<MetricName> names() {
        return iter8.experiment().criteria().objectives().stream().map(Iter8Objective::metric);
    }

    private Optional<Iter8Metric> definition(MetricName name) {
        return iter8.find(name).or(() -> Iter8Catalogue.of(iter8.version())
                .find(name.in(iter8.experiment().namespace())));
    }

    private static Map<String, Object> object(Iter8Metric metric) {
        Map<String, Object> spec = new LinkedHashMap<>();
        metric.about().description().ifPresent(words -> spec.put("description", words));
        metric.about().units().ifPresent(units -> spec.put("units", units));
        spec.put("type", metric.type() == Iter8Metric.Type.COUNTER ? "Counter" : "Gauge");
        return Map.of(
                "apiVersion",
                "iter8.tools/v2alpha2",
                "kind",
                "Metric",
                "metadata",
                Map.of(
                        "name",
                        metric.name().name(),
                        "namespace",
                        metric.name().namespace().orElse("")),
                "spec",
                spec);
    }

    private Map<String, Object> analysis() {
        Map<String, Object> winner = new LinkedHashMap<>();
        winner.put("winnerFound", won());
        if (won()) {
            winner.put("winner", version());
        }
        Map<String, Object> analysis = new LinkedHashMap<>();
        analysis.put("aggregatedMetrics", part(values()));
        analysis.put("versionAssessments", part(Map.of(version(), satisfied())));
        analysis.put("winnerAssessment", part(winner));
        analysis.put("weights", part(List.of()));
        return analysis;
    }

    private Map<String, Object> part(Object data) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("provenance", "mirror-experiment, run " + journal.id());
        time(Entry.Iterated.class).ifPresent(at -> part.put("timestamp", at));
        part.put("message", QUIET);
        part.put("data", data);
        return part;
    }

    private boolean won() {
        return ending().map(end -> end.verdict() == Verdict.CONFORMS)
                .orElseGet(() -> satisfied().stream().allMatch(Boolean::booleanValue));
    }

    /** For each objective, in the order of the file, whether it is met: by all its limits. */
    private List<Boolean> satisfied() {
        return grouped().stream()
                .map(group -> group.stream().allMatch(each -> each.standing() == Assessment.Standing.MET))
                .toList();
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        List<MetricName> names = names().toList();
        List<List<Assessment>> groups = grouped();
        for (int i = 0; i < names.size(); i++) {
            Map<String, Object> data = new LinkedHashMap<>();
            groups.get(i).stream()
                    .flatMap(each -> each.evidence().value().stream().boxed())
                    .findFirst()
                    .ifPresent(value -> data.put(version(), Map.of("value", quantity(value))));
            values.putIfAbsent(names.get(i).toString(), Map.of("data", data));
        }
        return values;
    }

    /** An objective with two limits became two of ours, one after the other. */
    private List<List<Assessment>> grouped() {
        List<List<Assessment>> groups = new ArrayList<>();
        int from = 0;
        for (Iter8Objective objective : iter8.experiment().criteria().objectives()) {
            int to = from + (int) limits(objective);
            groups.add(assessments.subList(from, to));
            from = to;
        }
        return groups;
    }

    private static String quantity(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.toPlainString();
    }

    private String version() {
        return iter8.version().name();
    }

    private Optional<Ending> ending() {
        return journal.last(Entry.Finished.class).map(Entry.Finished::ending);
    }

    private Optional<String> time(Class<? extends Entry> kind) {
        return journal.last(kind).map(entry -> words(entry.at()));
    }

    private Optional<String> newest() {
        List<Entry> entries = journal.entries();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(words(entries.get(entries.size() - 1).at()));
    }

    private static String words(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
