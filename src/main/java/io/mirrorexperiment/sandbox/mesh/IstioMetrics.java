package io.mirrorexperiment.sandbox.mesh;

import java.util.Optional;

/**
 * Counts as Istio's telemetry does: of requests istio_requests_total and istio_request_duration_milliseconds, of plain
 * connections the istio_tcp_ counters, in which what goes to the client is sent and what comes from it received.
 */
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
        book.observe("istio_request_duration_milliseconds", labels, Histogram.asEnvoyTells(nanos), Histogram.ISTIO);
    }

    /** One plain connection; its bytes count as they pass, where a real proxy tells of them every few seconds and at the end. */
    final class Connection {
        private final String labels;

        private Connection(String labels) {
            this.labels = labels;
        }

        void opened() {
            book.count("istio_tcp_connections_opened_total", labels);
        }

        void received(long bytes) {
            book.add("istio_tcp_received_bytes_total", labels, bytes);
        }

        void sent(long bytes) {
            book.add("istio_tcp_sent_bytes_total", labels, bytes);
        }

        void closed() {
            book.count("istio_tcp_connections_closed_total", labels);
        }
    }

    /**
     * A connection that is about to be counted.
     *
     * @param asked the host that was asked for, told where no service is known
     */
    Connection connection(Sides sides, String asked, String flags) {
        return new Connection(sides(sides, asked)
                .put("request_protocol", "tcp")
                .put("response_flags", flags)
                .put("connection_security_policy", sides.security())
                .toString());
    }

    private static String labels(Sides sides, Request request, Answer answer, String flags) {
        return sides(sides, request.authority())
                .put("request_protocol", request.grpc() ? "grpc" : "http")
                .put("response_code", String.valueOf(answer.status()))
                .put("grpc_response_status", grpcStatus(request, answer))
                .put("response_flags", flags)
                .put("connection_security_policy", sides.security())
                .toString();
    }

    private static Labels sides(Sides sides, String asked) {
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
        return destination(labels, sides, asked);
    }

    private static Labels destination(Labels labels, Sides sides, String asked) {
        Peer destination = sides.destination();
        Optional<KubeService> service = sides.service();
        return labels.put("destination_workload", destination.workload())
                .put("destination_workload_namespace", destination.namespace())
                .put("destination_principal", destination.principal())
                .put("destination_app", destination.app())
                .put("destination_version", destination.version())
                .put("destination_service", service.map(KubeService::host).orElse(asked))
                .put("destination_canonical_service", destination.service())
                .put("destination_canonical_revision", destination.revision())
                .put("destination_service_name", service.map(KubeService::name).orElse(asked))
                .put(
                        "destination_service_namespace",
                        service.map(KubeService::namespace).orElse(destination.namespace()))
                .put("destination_cluster", destination.equals(Peer.UNKNOWN) ? Peer.UNKNOWN_WORD : CLUSTER);
    }

    private static String grpcStatus(Request request, Answer answer) {
        return request.grpc() ? answer.headers().first("grpc-status").orElse("") : "";
    }
}
