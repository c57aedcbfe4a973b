package io.mirrorexperiment.cli;

import static io.mirrorexperiment.cli.MarkdownTable.code;
import static io.mirrorexperiment.cli.MarkdownTable.plain;

import io.mirrorexperiment.spec.SchemaField;
import io.mirrorexperiment.spec.SpecSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may stand in a spec, from the schema that editors take and the reader that refuses. */
final class SpecTables {
    private static final String SPEC = "spec.";

    /** A sound spec, with a metric, a limit and a rule to be put in. */
    private static final String TRIED = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2, namespace: default}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: example/reviews:2.0}
              mirror: {methods: ['*']}
              metrics: {prometheus: {url: "http://prometheus:9090"}}
              objectives: [{metric: %s, %s: 0.5%s}]
              decision: {rule: %s}
            """;

    private SpecTables() {}

    /** All fields, in a section for each of those right below {@code spec}. */
    static String fields() {
        List<SchemaField> all = SpecSchema.shipped().fields();
        return section("The frame", all.stream().filter(field -> !field.path().startsWith(SPEC)))
                + all.stream()
                        .filter(field -> field.path().startsWith(SPEC) && field.depth() == 1)
                        .map(top -> section(
                                title(top.path()),
                                all.stream()
                                        .filter(field -> field.path().equals(top.path())
                                                || field.path().startsWith(top.path() + "."))))
                        .collect(Collectors.joining());
    }

    private static String title(String path) {
        return path.replace(SPEC, "").replace("[]", "");
    }

    private static String section(String title, Stream<SchemaField> fields) {
        return "\n## " + title + "\n\n"
                + MarkdownTable.of(
                                List.of("field", "what may stand there", "what it means"),
                                fields.map(SpecTables::row).toList())
                        .text();
    }

    private static List<String> row(SchemaField field) {
        String path = field.path().replaceFirst("^spec\\.", "");
        List<String> facts =
                new ArrayList<>(field.facts().stream().map(MarkdownTable::plain).toList());
        if (field.required()) {
            facts.add("**required**");
        }
        return List.of(code(path), String.join("; ", facts), plain(field.description()));
    }

    /** Which metric may be limited in which way, by which rule: the reader is asked. */
    static String metrics() {
        List<List<String>> rows = new ArrayList<>();
        for (String metric : List.of("request-count", "error-count", "error-rate", "latency-mean", "latency-p95")) {
            rows.add(List.of(
                    metric.equals("latency-p95") ? "`latency-p50`, `latency-p99.9`, …" : code(metric),
                    by(metric, "upperLimit"),
                    by(metric, "lowerLimit"),
                    by(metric, "maxIncreaseVsLive")));
        }
        return MarkdownTable.of(List.of("metric", "`upperLimit`", "`lowerLimit`", "`maxIncreaseVsLive`"), rows)
                .text();
    }

    private static String by(String metric, String limit) {
        List<String> rules = Stream.of("sequential", "point")
                .filter(rule -> taken(metric, limit, rule, "") || taken(metric, limit, rule, ", cap: 1000"))
                .toList();
        return switch (rules.size()) {
            case 0 -> "refused";
            case 1 -> "`rule: " + rules.get(0) + "`";
            default -> "both rules";
        };
    }

    private static boolean taken(String metric, String limit, String rule, String cap) {
        try {
            SpecTrial.read(TRIED.formatted(metric, limit, cap, rule));
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }
}
