package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;

/**
 * The PromQL texts of the built-in Istio catalogue, for one reporter. Pure.
 *
 * <p>All of them ask for cumulative counters, never for {@code rate} or {@code increase}: those extrapolate, and lose what a new
 * series counted before its first scrape. They keep {@code pod}, {@code instance} and {@code job}, so that restarts can be seen
 * pod by pod, and a pod that is scraped twice can be told from two pods.
 *
 * @param reporter whose telemetry counts: {@code destination}, or {@code waypoint} in ambient meshes
 */
public record Questions(String reporter) {
    static final String REQUESTS = "istio_requests_total";
    static final String DURATION = "istio_request_duration_milliseconds";
    private static final String TARGET = "pod, instance, job";

    /** Requests by response code and gRPC status. */
    public String requests(Population population) {
        return "sum by (" + TARGET + ", response_code, grpc_response_status) (" + REQUESTS + of(population) + ")";
    }

    /** Unix time of the newest sample of the requests, in seconds. */
    public String sampleTimes(Population population) {
        return "max by (" + TARGET + ") (timestamp(" + REQUESTS + of(population) + "))";
    }

    /** Cumulative latency buckets, edges in milliseconds. */
    public String buckets(Population population) {
        return "sum by (" + TARGET + ", le) (" + DURATION + "_bucket" + of(population) + ")";
    }

    /** Sum of all latencies, in milliseconds. */
    public String sums(Population population) {
        return "sum by (" + TARGET + ") (" + DURATION + "_sum" + of(population) + ")";
    }

    /** Number of series of a population for each reporter, this one or another. */
    public String reporters(Population population) {
        return "count by (reporter) (" + REQUESTS + "{" + workload(population) + "})";
    }

    /** Number of series of requests that there are at all. */
    public static String anyRequests() {
        return "count(" + REQUESTS + ")";
    }

    /** A question that every server can answer. */
    public static String one() {
        return "vector(1)";
    }

    private String of(Population population) {
        return "{reporter=" + quoted(reporter) + "," + workload(population) + "}";
    }

    private static String workload(Population population) {
        return "destination_workload=" + quoted(population.workload()) + ",destination_workload_namespace="
                + quoted(population.namespace());
    }

    /** A PromQL string literal in double quotes; its escapes are those of Go. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
