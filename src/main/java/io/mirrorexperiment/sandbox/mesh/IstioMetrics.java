package io.mirrorexperiment.sandbox.mesh;

import java.util.Optional;

/** Counts requests as Istio's telemetry does: istio_requests_total and istio_request_duration_milliseconds. */
final class IstioMetrics {
    private static final String CLUSTER = "Kubernetes";

    private final MetricBook book;

    IstioMetrics(MetricBook book) {
        this.book = book;
    }

    /** The two sides of a request and who tells of it. */
    record Sides(String reporter, Peer source, Peer destination, Optional<KubeService> service, String security) {}

    void record(Sides sides, Request request, Answer answer, String flags, long nanos) {
        String labels = labels(sides, request, answer, flags);
        book.count("istio_requests_total", labels);
        book.observe("istio_request_duration_milliseconds", labels, nanos / 1_000_000.0, Histogram.ISTIO);
    }

    private static String labels(Sides sides, Request request, Answer answer, String flags) {
        Peer source = sides.source();
        Labels labels = new Labels()
                .put("reporter", sides.reporter())
                .put("source_workload", source.workload())
                .put("source_canonical_service", source.service())
                .put("source_canonical_revision", source.revision())
                .put("source_workload_namespace", source.namespace())
                .put("source_principal", source.principal())
                .put("source_app", source.app())
                .put("source_version", source.version())
                .put("source_cluster", source.equals(Peer.UNKNOWN) ? Peer.UNKNOWN_WORD : CLUSTER);
        destination(labels, sides, request);
        return labels.put("request_protocol", request.grpc() ? "grpc" : "http")
                .put("response_code", String.valueOf(answer.status()))
                .put("grpc_response_status", grpcStatus(request, answer))
                .put("response_flags", flags)
                .put("connection_security_policy", sides.security())
                .toString();
    }

    private static void destination(Labels labels, Sides sides, Request request) {
        Peer destination = sides.destination();
        Optional<KubeService> service = sides.service();
        labels.put("destination_workload", destination.workload())
                .put("destination_workload_namespace", destination.namespace())
                .put("destination_principal", destination.principal())
                .put("destination_app", destination.app())
                .put("destination_version", destination.version())
                .put("destination_service", service.map(KubeService::host).orElse(request.authority()))
                .put("destination_canonical_service", destination.service())
                .put("destination_canonical_revision", destination.revision())
                .put("destination_service_name", service.map(KubeService::name).orElse(request.authority()))
                .put(
                        "destination_service_namespace",
                        service.map(KubeService::namespace).orElse(destination.namespace()))
                .put("destination_cluster", destination.equals(Peer.UNKNOWN) ? Peer.UNKNOWN_WORD : CLUSTER);
    }

    private static String grpcStatus(Request request, Answer answer) {
        return request.grpc() ? answer.headers().first("grpc-status").orElse("") : "";
    }
}
