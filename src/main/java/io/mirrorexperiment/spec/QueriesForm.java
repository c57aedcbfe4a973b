package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Metrics that are asked of other systems than that of the counters. */
final class QueriesForm {
    static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?";
    static final String PLACEHOLDER = "[_a-zA-Z][_a-zA-Z0-9]*";

    private static final int LONGEST_NAME = 317;
    private static final int LONGEST_VALUE = 4096;

    private final Map<String, String> variables;

    private QueriesForm(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Reads the fields of a section of metrics; empty where nothing is queried. */
    static Optional<Queries> read(Section spec) {
        Section metrics = spec.peek("metrics");
        Map<String, String> variables =
                metrics.read("variables", QueriesForm::variables).orElse(Map.of());
        if (!metrics.has("queries")) {
            metrics.refuse("variables", "belongs to queries, and there are none; remove it");
            return Optional.empty();
        }
        return metrics.read("queries", new QueriesForm(variables)::queries);
    }

    private Optional<Queries> queries(Field field) {
        List<QueriedMetric> metrics = new ArrayList<>();
        List<Field> fields = Section.free(field);
        for (Field each : fields) {
            String name = word(field, each);
            check(each, name);
            new QueryForm(name, variables.keySet()).read(each).ifPresent(metrics::add);
        }
        if (field.isMapping() && fields.isEmpty()) {
            return field.wrong(
                    "names no metric; write one, as in queries: {queue-depth: {url: …, jq: …}}, or remove it");
        }
        return Optional.of(new Queries(metrics, variables));
    }

    private static void check(Field field, String name) {
        if (!name.matches(NAME) || name.length() > LONGEST_NAME) {
            field.wrong(
                    "is no name of a metric: letters, digits, '-', '_', '.' and '/', a letter or digit at both ends");
        } else if (Metric.named(name).isPresent()) {
            field.wrong("is the name of a metric of the catalogue, which counters tell; give the query another name");
        }
    }

    private static Optional<Map<String, String>> variables(Field field) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Field each : Section.free(field)) {
            String name = word(field, each);
            if (!name.matches(PLACEHOLDER)) {
                each.wrong("can't stand in a template: letters, digits and '_', no digit at the beginning");
            }
            each.verbatim()
                    .flatMap(value -> value.length() > LONGEST_VALUE ? each.wrong("is too long") : Optional.of(value))
                    .ifPresent(value -> variables.put(name, value));
        }
        return Optional.of(variables);
    }

    /** The word of a field of a group. */
    static String word(Field group, Field field) {
        return field.path().substring(group.path().length() + 1);
    }
}
