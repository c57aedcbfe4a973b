package io.mirrorexperiment.sandbox.prometheus.promql;

/** The two generations of Prometheus, where their answers differ. */
public enum Dialect {
    /**
     * Prometheus 2: ranges and the look-back include a sample exactly at their start; {@code le} and {@code quantile}
     * are stored as they are exposed; answers carry no remarks on the query; {@code rate} stretches a counter down to zero
     * before it asks whether the bound is near. As 2.42 does; later releases of the second generation took over some of this.
     */
    PROMETHEUS_2("2.42.0"),
    /**
     * Prometheus 3: ranges and the look-back exclude a sample exactly at their start; {@code le} of histograms and
     * {@code quantile} of summaries are stored as OpenMetrics writes floats ({@code 500} becomes {@code 500.0}).
     */
    PROMETHEUS_3("3.11.3");

    private final String version;

    Dialect(String version) {
        this.version = version;
    }

    /** The release whose behaviour this follows. */
    public String version() {
        return version;
    }

    /** The oldest time, in milliseconds, that still belongs to a range that starts at a time. */
    public long oldestIn(long start) {
        return this == PROMETHEUS_3 ? start + 1 : start;
    }

    /** Whether answers carry warnings and infos about the query, such as a quantile above 1. */
    boolean remarksOnQueries() {
        return this == PROMETHEUS_3;
    }

    /**
     * Whether the time at which a counter would have been zero replaces the bound before the bound's distance is judged
     * (promql/functions.go of 2.42, extrapolatedRate) or only limits the outcome of that judgement.
     */
    boolean stretchesToZeroFirst() {
        return this == PROMETHEUS_2;
    }

    /** Whether the variance of a single value is 0 even if that value is infinite or NaN (promql/engine.go of 2.42). */
    boolean varianceOfOneIsZero() {
        return this == PROMETHEUS_2;
    }

    /** Whether float labels are rewritten when they are stored. */
    public boolean normalisesFloatLabels() {
        return this == PROMETHEUS_3;
    }
}
