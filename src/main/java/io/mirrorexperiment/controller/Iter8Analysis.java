package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.spec.Iter8Catalogue;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What came of the newest look, in the blocks that Iter8's analytics service answers with.
 *
 * @param iter8 the experiment
 * @param journal its run
 */
record Iter8Analysis(Iter8Spec iter8, Journal journal) {
    /** Whether the version has won: by the verdict, and until there is one while every objective is met by evidence. */
    boolean won() {
        return verdict().map(found -> found == Verdict.CONFORMS)
                .orElseGet(() -> look().isPresent()
                        && !satisfied().isEmpty()
                        && satisfied().stream().allMatch(Boolean::booleanValue));
    }

    private Optional<Verdict> verdict() {
        return Iter8Status.ending(journal)
                .map(Ending::verdict)
                .or(() -> journal.last(Entry.Judged.class).map(Entry.Judged::verdict));
    }

    /** All blocks; before the first look only the one with our own words. */
    Map<String, Object> tree() {
        Map<String, Object> analysis = new LinkedHashMap<>();
        analysis.put("aggregatedBuiltinHists", block(Iter8Truth.of(journal), "", Iter8Truth.ABOUT));
        look().ifPresent(look -> {
            analysis.put("aggregatedMetrics", block(values(look), String.join("; ", look.trouble()), ""));
            analysis.put("versionAssessments", block(Map.of(version(), satisfied()), "", evidence(look)));
            analysis.put("winnerAssessment", block(winner(), "", because()));
            analysis.put("weights", block(List.of(), "", ""));
        });
        return analysis;
    }

    private Optional<Entry.Iterated> look() {
        return journal.last(Entry.Iterated.class);
    }

    /** Iter8's labels are always there. */
    private Map<String, Object> block(Object data, String warning, String info) {
        List<Entry> entries = journal.entries();
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("provenance", "mirror-experiment, run " + journal.id());
        block.put(
                "timestamp",
                Iter8Status.words(look().map(Entry.Iterated::at)
                        .orElse(entries.get(entries.size() - 1).at())));
        block.put("message", "Error: ; Warning: " + warning + "; Info: " + info);
        block.put("data", data);
        return block;
    }

    private static String evidence(Entry.Iterated look) {
        return look.assessments().stream()
                .map(each -> each.objective().metric().name() + ": "
                        + each.evidence().words())
                .collect(Collectors.joining("; "));
    }

    private Map<String, Object> winner() {
        return won() ? Iter8Status.two("winnerFound", true, "winner", version()) : Map.of("winnerFound", false);
    }

    private String because() {
        return Iter8Status.ending(journal)
                .map(Ending::because)
                .or(() -> journal.last(Entry.Judged.class).map(Entry.Judged::because))
                .orElse("");
    }

    /** For each objective, in the order of the file, whether it is met: by all its limits. What was not looked at is not. */
    private List<Boolean> satisfied() {
        return grouped().stream()
                .map(group -> !group.isEmpty()
                        && group.stream().allMatch(each -> each.standing() == Assessment.Standing.MET))
                .toList();
    }

    private Map<String, Object> values(Entry.Iterated look) {
        Map<String, Object> values = new LinkedHashMap<>();
        Iter8Metrics.counted(iter8).forEach(name -> values.put(name.toString(), value(counted(name, look.dark()))));
        List<Iter8Objective> objectives = iter8.experiment().criteria().objectives();
        List<List<Assessment>> groups = grouped();
        for (int i = 0; i < groups.size(); i++) {
            OptionalDouble value = groups.get(i).stream()
                    .flatMapToDouble(each -> each.evidence().value().stream())
                    .findFirst();
            values.put(objectives.get(i).metric().toString(), value(value));
        }
        return values;
    }

    /** What the counters of every look tell, also of what is not judged. */
    private OptionalDouble counted(MetricName name, Totals dark) {
        return Iter8Catalogue.counted(name.in(iter8.experiment().namespace())).stream()
                .flatMapToDouble(metric -> switch (metric.kind()) {
                    case REQUEST_COUNT -> OptionalDouble.of(dark.requests()).stream();
                    case ERROR_COUNT -> OptionalDouble.of(dark.bad()).stream();
                    default -> OptionalDouble.empty().stream();
                })
                .findFirst();
    }

    private Map<String, Object> value(OptionalDouble value) {
        return Map.of(
                "data",
                value.isPresent() && Double.isFinite(value.getAsDouble())
                        ? Map.of(version(), Map.of("value", Quantity.of(value.getAsDouble())))
                        : Map.of());
    }

    private List<List<Assessment>> grouped() {
        List<Assessment> assessments = look().map(Entry.Iterated::assessments).orElse(List.of());
        List<List<Assessment>> groups = new ArrayList<>();
        int from = 0;
        for (Iter8Objective objective : iter8.experiment().criteria().objectives()) {
            int to = from + Iter8Status.limits(objective);
            groups.add(to <= assessments.size() ? assessments.subList(from, to) : List.of());
            from = to;
        }
        return groups;
    }

    private String version() {
        return iter8.version().name();
    }
}
