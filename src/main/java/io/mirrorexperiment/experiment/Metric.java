package io.mirrorexperiment.experiment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of the built-in catalogue, or one that is asked for by a query of the spec. Latencies of the catalogue are in milliseconds, rates are
 * fractions of requests.
 *
 * @param kind what is measured
 * @param quantile for {@link Kind#LATENCY_QUANTILE} the quantile, over 0 and under 1; else 0
 * @param queried for {@link Kind#QUERIED} what the spec calls it
 */
public record Metric(Kind kind, double quantile, Optional<Queried> queried) {
    /** Requests since the mirror flows. */
    public static final Metric REQUEST_COUNT = new Metric(Kind.REQUEST_COUNT, 0);

    /** Failed requests since the mirror flows. */
    public static final Metric ERROR_COUNT = new Metric(Kind.ERROR_COUNT, 0);

    /** Failed requests over requests. */
    public static final Metric ERROR_RATE = new Metric(Kind.ERROR_RATE, 0);

    /** Mean latency. */
    public static final Metric LATENCY_MEAN = new Metric(Kind.LATENCY_MEAN, 0);

    private static final Pattern PERCENTILE = Pattern.compile("latency-p([0-9]{1,2}(\\.[0-9]{1,4})?)");

    /** What is measured. */
    public enum Kind {
        /** Requests. */
        REQUEST_COUNT,
        /** Failed requests. */
        ERROR_COUNT,
        /** Failed requests over requests. */
        ERROR_RATE,
        /** Mean latency. */
        LATENCY_MEAN,
        /** A quantile of the latency. */
        LATENCY_QUANTILE,
        /** Whatever a query of the spec asks for. */
        QUERIED
    }

    /**
     * A metric of the spec's own.
     *
     * @param name under which its query stands
     * @param unit of its values, for people; may be empty
     */
    public record Queried(String name, String unit) {}

    /** Checks. */
    public Metric {
        boolean fits = kind == Kind.LATENCY_QUANTILE ? quantile > 0 && quantile < 1 : quantile == 0;
        if (!fits || (kind == Kind.QUERIED) != queried.isPresent()) {
            throw new IllegalArgumentException("quantile " + quantile + " does not fit " + kind);
        }
    }

    /** One of the catalogue. */
    public Metric(Kind kind, double quantile) {
        this(kind, quantile, Optional.empty());
    }

    /** One that is asked for by a query. */
    public static Metric queried(String name, String unit) {
        return new Metric(Kind.QUERIED, 0, Optional.of(new Queried(name, unit)));
    }

    /** A quantile of the latency, as a percentile over 0 and under 100. */
    public static Metric percentile(BigDecimal percentile) {
        return new Metric(Kind.LATENCY_QUANTILE, percentile.movePointLeft(2).doubleValue());
    }

    /** Reads a name; empty for a name that the catalogue does not have. */
    public static Optional<Metric> named(String name) {
        for (Metric metric : List.of(REQUEST_COUNT, ERROR_COUNT, ERROR_RATE, LATENCY_MEAN)) {
            if (metric.name().equals(name)) {
                return Optional.of(metric);
            }
        }
        Matcher matcher = PERCENTILE.matcher(name);
        return matcher.matches() && new BigDecimal(matcher.group(1)).signum() > 0
                ? Optional.of(percentile(new BigDecimal(matcher.group(1))))
                : Optional.empty();
    }

    /** The name in a spec, as in {@code latency-p99.9}. */
    public String name() {
        return queried.map(Queried::name).orElseGet(this::ofCatalogue);
    }

    private String ofCatalogue() {
        return kind == Kind.LATENCY_QUANTILE
                ? "latency-p"
                        + BigDecimal.valueOf(quantile)
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()
                : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The unit as it follows a value in a text, with its space; empty where values have none. */
    public String unit() {
        return isLatency()
                ? " ms"
                : queried.map(Queried::unit)
                        .filter(unit -> !unit.isEmpty())
                        .map(unit -> " " + unit)
                        .orElse("");
    }

    /** Whether the value is a latency in milliseconds. */
    public boolean isLatency() {
        return kind == Kind.LATENCY_MEAN || kind == Kind.LATENCY_QUANTILE;
    }

    @Override
    public String toString() {
        return name();
    }
}
