package io.mirrorexperiment.metrics;

/** What is asked about the traffic of a window. */
enum TrafficTopic {
    REQUESTS("istio_requests_total", "response_code, grpc_response_status, response_flags"),
    BUCKETS("istio_request_duration_milliseconds_bucket", "le"),
    SUMS("istio_request_duration_milliseconds_sum", ""),
    SENT("istio_tcp_sent_bytes_total", ""),
    RECEIVED("istio_tcp_received_bytes_total", ""),
    OPENED("istio_tcp_connections_opened_total", ""),
    CLOSED("istio_tcp_connections_closed_total", "response_flags");

    private final String series;
    private final String labels;

    TrafficTopic(String series, String labels) {
        this.series = series;
        this.labels = labels;
    }

    String series() {
        return series;
    }

    /** Whether it tells of opaque connections. */
    boolean isTcp() {
        return switch (this) {
            case REQUESTS, BUCKETS, SUMS -> false;
            case SENT, RECEIVED, OPENED, CLOSED -> true;
        };
    }

    /** Further labels that are kept apart; empty for none. */
    String labels() {
        return labels;
    }
}
