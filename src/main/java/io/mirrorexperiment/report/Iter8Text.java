package io.mirrorexperiment.report;

import io.mirrorexperiment.validation.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How an experiment of Iter8's command line stands, in the layout of its 0.10, to the space; below it, in a section of its own, what each value
 * rests on, or why there is none. Pure.
 */
public final class Iter8Text {
    private static final String NO_INSIGHTS =
            "  Insights not found in experiment results. You may need to retry this report at a later time.\n";

    private Iter8Text() {}

    /** The report; ends with a line feed. */
    public static String of(Summary summary) {
        StringBuilder text = new StringBuilder();
        text.append("\nExperiment summary:\n*******************\n\n");
        line(text, "Experiment completed: " + summary.completed());
        line(text, "No task failures: " + summary.noFailure());
        line(text, "Total number of tasks: " + summary.tasks());
        line(text, "Number of completed tasks: " + summary.completedTasks());
        insights(text, summary);
        because(text, summary);
        return text.toString();
    }

    private static void insights(StringBuilder text, Summary summary) {
        if (!summary.completed() && summary.loops().orElse(0) == 0 && summary.completedTasks() == 0) {
            head(text, "Metrics-based Insights:");
            text.append(NO_INSIGHTS);
            return;
        }
        if (!summary.slos().isEmpty()) {
            head(text, "Whether or not service level objectives (SLOs) are satisfied:");
            table(text, "SLO Conditions", "--------------", "Satisfied", slos(summary));
        }
        head(text, "Latest observed values for metrics:");
        table(text, "Metric", "-------", "value", metrics(summary));
    }

    private static List<List<String>> slos(Summary summary) {
        return summary.slos().stream()
                .map(row -> List.of(row.condition(), String.valueOf(row.satisfied())))
                .toList();
    }

    private static List<List<String>> metrics(Summary summary) {
        return summary.metrics().stream()
                .map(metric -> List.of(named(metric), value(metric)))
                .toList();
    }

    static String named(Summary.Metric metric) {
        return metric.name() + metric.units().map(units -> " (" + units + ")").orElse("");
    }

    static String value(Summary.Metric metric) {
        return metric.value().isPresent()
                ? String.format(Locale.ROOT, "%.2f", metric.value().getAsDouble())
                : "unavailable";
    }

    /** Reasons, with all digits: Iter8's layout rounds 0.002 to 0.00. */
    static List<String> reasons(Summary summary) {
        List<String> reasons = new ArrayList<>(summary.remarks());
        summary.slos().stream()
                .filter(row -> !row.words().isEmpty())
                .forEach(row -> reasons.add(row.condition() + ": " + row.words()));
        summary.metrics().stream()
                .filter(metric -> metric.value().isEmpty())
                .collect(Collectors.groupingBy(
                        Summary.Metric::words,
                        LinkedHashMap::new,
                        Collectors.mapping(Summary.Metric::name, Collectors.joining(", "))))
                .forEach((words, names) -> reasons.add(names + " unavailable: " + words));
        return reasons.stream().map(Clean::line).toList();
    }

    private static void because(StringBuilder text, Summary summary) {
        List<String> reasons = reasons(summary);
        if (!reasons.isEmpty()) {
            head(text, "What this rests on:");
            reasons.forEach(reason -> line(text, reason));
        }
    }

    private static void head(StringBuilder text, String words) {
        text.append('\n')
                .append(words)
                .append('\n')
                .append("*".repeat(words.length()))
                .append("\n\n");
    }

    private static void line(StringBuilder text, String words) {
        text.append("  ").append(words).append('\n');
    }

    /** Columns as Go's tabwriter sets them: a space after the longest, then a bar; an indented empty line ends the table. */
    private static void table(StringBuilder text, String left, String leftLine, String right, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of(left, right));
        all.add(List.of(leftLine, "-".repeat(right.length())));
        rows.forEach(row -> all.add(row.stream().map(Clean::line).toList()));
        int width = all.stream().mapToInt(row -> row.get(0).length()).max().orElse(0) + 1;
        all.forEach(row -> line(text, row.get(0) + " ".repeat(width - row.get(0).length()) + "|" + row.get(1)));
        text.append("  \n");
    }
}
