package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A label of a PromQL query whose value holds placeholders.
 *
 * @param series name of the series
 * @param label of them
 * @param operator {@code =} or {@code =~}
 * @param template of its value, in quotes
 */
record LabelChoice(String series, String label, String operator, String template) {
    private static final String QUOTED = "(?:'[^']*'|\"[^\"]*\")";
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{((?:[^{}'\"]|" + QUOTED + ")*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~?)\\s*(" + QUOTED + ")");
    private static final String QUERY = "query";

    /** Those of a metric's query, each once. */
    static List<LabelChoice> in(MetricQuery query) {
        Set<LabelChoice> choices = new LinkedHashSet<>();
        query.params().stream()
                .filter(param -> param.name().equals(QUERY))
                .forEach(param -> collect(param.template(), choices));
        return List.copyOf(choices);
    }

    private static void collect(String promql, Set<LabelChoice> choices) {
        Matcher selector = SELECTOR.matcher(promql);
        while (selector.find()) {
            Matcher matcher = MATCHER.matcher(selector.group(2));
            while (matcher.find()) {
                LabelChoice choice =
                        new LabelChoice(selector.group(1), matcher.group(1), matcher.group(2), matcher.group(3));
                if (!new Template(choice.template()).names().isEmpty()) {
                    choices.add(choice);
                }
            }
        }
    }

    /** Asks the same server how many series there are; 0 if none. */
    MetricQuery count(MetricQuery query) {
        List<MetricQuery.Named> params = new ArrayList<>();
        for (MetricQuery.Named param : query.params()) {
            params.add(
                    param.name().equals(QUERY)
                            ? new MetricQuery.Named(QUERY, "count(" + this + ") or vector(0)")
                            : param);
        }
        return new MetricQuery(
                query.method(),
                query.url(),
                query.headers(),
                params,
                query.body(),
                query.basic(),
                query.secrets(),
                ".data.result[0].value[1] | tonumber");
    }

    /** What is to be said of a count. */
    Optional<String> complaint(Reading count, Map<String, String> values) {
        return count instanceof Reading.Gauge gauge && gauge.value() == 0
                ? Optional.of("no series " + new Template(toString()).filled(values)
                        + " is known; if the dark version has had requests, " + placeholders()
                        + " stands for the wrong name, and without requests there is none yet")
                : Optional.empty();
    }

    private String placeholders() {
        return new Template(template).names().stream().map(name -> "$" + name).collect(Collectors.joining(" or "));
    }

    @Override
    public String toString() {
        return series + "{" + label + operator + template + "}";
    }
}
