package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The PromQL texts for the built-in catalogues. Pure.
 *
 * <p>All of them ask for cumulative counters, never for {@code rate} or {@code increase}: those extrapolate, and lose what a new
 * series counted before its first scrape. They keep {@code pod}, {@code instance} and {@code job}, so that restarts can be seen
 * pod by pod, and a pod that is scraped twice can be told from two pods.
 *
 * @param telemetry whose counters they are
 */
record Questions(Telemetry telemetry) {
    private static final String TARGET = "pod, instance, job";

    /** The questions about whoever reports. */
    static Questions of(String reporter) {
        return new Questions(
                reporter.equals(MetricsSystem.QUEUE_PROXY) ? new KnativeTelemetry() : new IstioTelemetry(reporter));
    }

    /** Requests by response code and gRPC status. */
    public String requests(Population population) {
        return "sum by (" + TARGET + ", response_code, grpc_response_status) (" + of(telemetry.requests(), population)
                + ")";
    }

    /** Unix time of the newest sample of the requests, in seconds. */
    public String sampleTimes(Population population) {
        return "max by (" + TARGET + ") (timestamp(" + of(telemetry.requests(), population) + "))";
    }

    /** Cumulative latency buckets, edges in milliseconds. */
    public String buckets(Population population) {
        return "sum by (" + TARGET + ", le) (" + of(telemetry.latencies() + "_bucket", population) + ")";
    }

    /** Sum of all latencies, in milliseconds. */
    public String sums(Population population) {
        return "sum by (" + TARGET + ") (" + of(telemetry.latencies() + "_sum", population) + ")";
    }

    /** Number of series of a population for each reporter, this one or another. */
    public String reporters(Population population) {
        return "count by (reporter) (" + telemetry.requests() + "{" + telemetry.workload(population) + "})";
    }

    /** Number of series of requests that there are at all. */
    public String anyRequests() {
        return "count(" + telemetry.requests() + ")";
    }

    /** A question that every server can answer. */
    public static String one() {
        return "vector(1)";
    }

    private String of(String series, Population population) {
        return series + "{" + telemetry.selector(population) + "}";
    }

    /** A PromQL string literal of a pattern that these texts fit, and no other. */
    static String anyOf(Collection<String> texts) {
        return quoted(texts.stream()
                .map(text -> text.replaceAll("[^A-Za-z0-9_-]", "\\\\$0"))
                .collect(Collectors.joining("|")));
    }

    /** A PromQL string literal in double quotes; its escapes are those of Go. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
