package io.mirrorexperiment.sandbox.prometheus.promql;

/** The two generations of Prometheus, where their answers differ. */
public enum Dialect {
    /**
     * Prometheus 2: ranges and the look-back include a sample exactly at their start; {@code le} and {@code quantile}
     * are stored as they are exposed.
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

    /** Whether float labels are rewritten when they are stored. */
    public boolean normalisesFloatLabels() {
        return this == PROMETHEUS_3;
    }
}
