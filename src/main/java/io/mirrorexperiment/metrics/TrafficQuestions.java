package io.mirrorexperiment.metrics;

import io.mirrorexperiment.graph.Scope;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PromQL texts for a picture of the traffic. Pure.
 *
 * <p>They ask for {@code rate}, which evidence must not rest on ({@link Questions}), but a picture may: it is for the eye, and decides
 * nothing. Restarts are seen series by series, before anything is added up.
 *
 * @param scope of which traffic
 * @param window ends at the instant that is asked about
 */
record TrafficQuestions(Scope scope, Duration window) {
    private static final String CALLED =
            "reporter, request_protocol, destination_cluster, destination_service_namespace,"
                    + " destination_service_name, destination_workload_namespace, destination_workload, destination_app,"
                    + " destination_canonical_service, destination_version, destination_canonical_revision";
    private static final String CALLER = "source_cluster, source_workload_namespace, source_workload, source_app,"
            + " source_canonical_service, source_version, source_canonical_revision";

    String of(TrafficTopic topic) {
        String labels = CALLED
                + (scope.byCaller() ? ", " + CALLER : "")
                + (topic.labels().isEmpty() ? "" : ", " + topic.labels());
        String range = "[" + window.toMillis() + "ms]";
        return selectors()
                .map(selector -> "rate(" + topic.series() + "{" + selector + "}" + range + ")")
                .collect(Collectors.joining(" or ", "sum by (" + labels + ") (", ")"));
    }

    /** A series that several of them select is there once. */
    private Stream<String> selectors() {
        if (scope instanceof Scope.Namespaces namespaces) {
            String any = "=~"
                    + Questions.quoted(namespaces.names().stream()
                            .map(TrafficQuestions::literal)
                            .collect(Collectors.joining("|")));
            return Stream.of(
                            "destination_service_namespace",
                            "destination_workload_namespace",
                            "source_workload_namespace")
                    .map(label -> label + any);
        }
        Scope.OfService one = (Scope.OfService) scope;
        String namespace = Questions.quoted(one.namespace());
        String service = "destination_service_namespace=" + namespace + ",destination_service_name="
                + Questions.quoted(one.service());
        String workloads = "destination_workload_namespace=" + namespace + ",destination_workload=~"
                + Questions.quoted(
                        one.workloads().stream().map(TrafficQuestions::literal).collect(Collectors.joining("|")));
        return (one.workloads().isEmpty() ? List.of(service) : List.of(service, workloads)).stream();
    }

    /** A name within a regular expression of RE2. */
    private static String literal(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
    }
}
