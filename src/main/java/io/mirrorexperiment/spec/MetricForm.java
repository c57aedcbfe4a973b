package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a metric of the catalogue, or of a query. */
final class MetricForm {
    /** The names as a message lists them. */
    static final List<String> CATALOGUE = List.of(
            "request-count", "error-count", "error-rate", "latency-mean", "latency-p95 (or another percentile)");

    private static final List<String> NAMES = List.of(
            "request-count",
            "error-count",
            "error-rate",
            "latency-mean",
            "latency-p50",
            "latency-p90",
            "latency-p95",
            "latency-p99");
    private static final Pattern PERCENTILE = Pattern.compile(
            "(?:le|latency|p|th|percentile|tail|[-_ ])*([0-9]{1,2}(?:\\.[0-9]{1,4})?)(?:th|percentile|tail|latency|[-_ ])*");

    private MetricForm() {}

    static Optional<Metric> read(Field field, Optional<Queries> queries) {
        return field.text().flatMap(name -> Metric.named(name)
                .or(() -> queries.flatMap(all -> all.find(name)).map(QueriedMetric::metric))
                .or(() -> unknown(field, name, queries.map(Queries::metrics).orElse(List.of()))));
    }

    private static Optional<Metric> unknown(Field field, String name, List<QueriedMetric> queried) {
        if (name.matches("latency-p[0-9.]+")) {
            return field.wrong("must be a percentile over 0 and under 100 with at most four decimals, as in "
                    + "latency-p99.9, was " + Shown.quoted(name));
        }
        String meant = meant(name)
                .map(each -> "; did you mean " + each + "? catalogue: ")
                .orElse("; catalogue: ");
        List<String> queries =
                queried.stream().map(each -> each.metric().name()).toList();
        return field.wrong("unknown metric " + Shown.quoted(name) + meant + Suggestion.list(CATALOGUE)
                + (queries.isEmpty() ? "" : "; queries: " + Suggestion.list(queries)));
    }

    /** The metric that was meant: by the words of Iter8, as a percentile in another notation, or misspelt. */
    private static Optional<String> meant(String name) {
        String bare = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (bare.length() > 64) {
            return Optional.empty();
        }
        if (bare.equals("mean-latency")) {
            return Optional.of("latency-mean");
        }
        Matcher percentile = PERCENTILE.matcher(bare);
        return percentile.matches()
                ? Optional.of("latency-p" + percentile.group(1))
                        .filter(each -> Metric.named(each).isPresent())
                : Suggestion.nearest(bare, NAMES);
    }
}
