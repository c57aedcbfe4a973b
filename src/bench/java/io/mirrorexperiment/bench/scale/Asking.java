package io.mirrorexperiment.bench.scale;

import java.util.Arrays;
import java.util.Optional;

/** What is asked about a version's counters, as the beginning of a question tells. */
enum Asking {
    REQUESTS("sum by (pod, instance, job, response_code, grpc_response_status", "istio_requests_total"),
    TIMES("max by (pod, instance, job", "timestamp(istio_requests_total"),
    BUCKETS("sum by (pod, instance, job, le", "istio_request_duration_milliseconds_bucket"),
    SUMS("sum by (pod, instance, job", "istio_request_duration_milliseconds_sum");

    private final String by;
    private final String series;

    Asking(String by, String series) {
        this.by = by;
        this.series = series;
    }

    /** As the gate asks about one version. */
    String question(String workload) {
        String end = this == TIMES ? "))" : ")";
        return by + ") (" + series + "{reporter=\"destination\",destination_workload=\"" + workload
                + "\",destination_workload_namespace=\"default\"}" + end;
    }

    /** What a question is about. */
    static Asking of(String question) {
        return about(question).orElseThrow(() -> new IllegalArgumentException(question));
    }

    /** Likewise; empty where it is about no counters of a version. */
    static Optional<Asking> about(String question) {
        return Arrays.stream(values())
                .filter(each -> question.startsWith(each.by.substring(0, each.by.indexOf(',')))
                        && (question.contains(" (" + each.series + "{")
                                || question.contains(" ((" + each.series + "{")))
                .findFirst();
    }
}
