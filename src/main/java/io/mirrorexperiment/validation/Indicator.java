package io.mirrorexperiment.validation;

import io.mirrorexperiment.conformance.Value;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Totals;
import java.util.List;
import java.util.Optional;

/**
 * A metric of Iter8's catalogue for Istio, told by counters instead of by Iter8's queries.
 *
 * @param name its full name, as in {@code istio/error-rate}
 * @param metric what is counted; empty for the share of answers within {@value #EDGE} ms
 */
public record Indicator(String name, Optional<Metric> metric) {
    /** What Iter8 calls its metrics system for Istio. */
    public static final String ISTIO = "istio";

    private static final String WITHIN = "le500ms-latency-percentile";
    private static final int EDGE = 500;

    /** The metrics that Iter8's chart collects, in the order of their names. */
    public static List<Indicator> catalogue() {
        return List.of("error-count", "error-rate", "latency-mean", WITHIN, "request-count").stream()
                .flatMap(each -> named(ISTIO + "/" + each).stream())
                .toList();
    }

    /** Reads a full name; empty for a name that the catalogue does not have. */
    public static Optional<Indicator> named(String name) {
        if (!name.startsWith(ISTIO + "/")) {
            return Optional.empty();
        }
        String bare = name.substring(ISTIO.length() + 1);
        return bare.equals(WITHIN)
                ? Optional.of(new Indicator(name, Optional.empty()))
                : Metric.named(bare).map(metric -> new Indicator(name, Optional.of(metric)));
    }

    /** Its value over some totals, or why there is none. */
    Value value(Totals totals) {
        return metric.map(each -> Value.of(each, totals)).orElseGet(() -> Value.within(EDGE, totals));
    }

    /** Whether it only grows. */
    public boolean counts() {
        return metric.filter(each -> each.kind() == Metric.Kind.REQUEST_COUNT || each.kind() == Metric.Kind.ERROR_COUNT)
                .isPresent();
    }

    /** What it is, for people. */
    public String description() {
        return metric.map(Indicator::description)
                .orElse("fraction of requests that were answered within " + EDGE + " ms");
    }

    private static String description(Metric metric) {
        return switch (metric.kind()) {
            case REQUEST_COUNT -> "number of requests since the experiment began";
            case ERROR_COUNT -> "number of requests since the experiment began that were answered by 5xx";
            case ERROR_RATE -> "fraction of requests since the experiment began that were answered by 5xx";
            case LATENCY_MEAN -> "mean latency of requests since the experiment began, in milliseconds";
            case LATENCY_QUANTILE -> "latency within which that percentage of requests was answered, in milliseconds";
            case QUERIED -> "a value that was asked for";
        };
    }
}
