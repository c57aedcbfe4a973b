package io.mirrorexperiment.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What Istio's proxies expose, in the text format of Prometheus, for edges of a test. */
final class Proxies {
    private final StringBuilder text = new StringBuilder();

    /** The labels of an edge as one reporter tells it. */
    static Map<String, String> edge(String reporter, String source, String service, String destination) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("reporter", reporter);
        peer(labels, "source", source);
        peer(labels, "destination", destination);
        labels.put("destination_service_namespace", "travel-agency");
        labels.put("destination_service_name", service);
        return labels;
    }

    /** {@code namespace/app-version}; anything else is unknown. */
    private static void peer(Map<String, String> labels, String side, String words) {
        boolean known = words.contains("/");
        String workload = known ? words.split("/", 2)[1] : "unknown";
        String[] parts = workload.split("-", 2);
        labels.put(side + "_workload_namespace", known ? words.split("/", 2)[0] : "unknown");
        labels.put(side + "_workload", workload);
        labels.put(side + "_app", parts[0]);
        labels.put(side + "_version", known && parts.length > 1 ? parts[1] : "unknown");
        labels.put(side + "_cluster", known ? "Kubernetes" : "unknown");
    }

    Proxies requests(Map<String, String> edge, int code, String flags, double count) {
        Map<String, String> labels = new LinkedHashMap<>(edge);
        labels.put("request_protocol", "http");
        labels.put("response_code", String.valueOf(code));
        labels.put("response_flags", flags);
        return line("istio_requests_total", labels, count);
    }

    /** So many requests, all of them between two edges of the histogram. */
    Proxies latencies(Map<String, String> edge, double upper, double count, double sum) {
        for (String le : new String[] {"10", "100", "10000", "+Inf"}) {
            Map<String, String> labels = new LinkedHashMap<>(edge);
            labels.put("request_protocol", "http");
            labels.put("response_code", "200");
            labels.put("le", le);
            boolean under = !le.equals("+Inf") && Double.parseDouble(le) < upper;
            line("istio_request_duration_milliseconds_bucket", labels, under ? 0 : count);
        }
        Map<String, String> labels = new LinkedHashMap<>(edge);
        labels.put("request_protocol", "http");
        labels.put("response_code", "200");
        return line("istio_request_duration_milliseconds_sum", labels, sum);
    }

    Proxies tcp(Map<String, String> edge, double sent, double received, double opened) {
        Map<String, String> labels = new LinkedHashMap<>(edge);
        labels.put("request_protocol", "tcp");
        labels.put("response_flags", "-");
        line("istio_tcp_sent_bytes_total", labels, sent);
        line("istio_tcp_received_bytes_total", labels, received);
        return line("istio_tcp_connections_opened_total", labels, opened);
    }

    private Proxies line(String name, Map<String, String> labels, double value) {
        text.append(name)
                .append(labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(",", "{", "} ")))
                .append(value)
                .append('\n');
        return this;
    }

    String text() {
        return text.toString();
    }
}
