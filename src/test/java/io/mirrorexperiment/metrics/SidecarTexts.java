package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;

/** What sidecars expose that have counted so much, among other things. */
final class SidecarTexts {
    private static final String OTHERS = """
            # HELP istio_build Istio component build info
            # TYPE istio_build gauge
            istio_build{component="proxy",tag="1.28.0"} 1
            envoy_server_uptime{} 280
            go_gc_duration_seconds{quantile="0.5"} 4.1e-05
            # TYPE istio_requests_total counter
            """;

    private SidecarTexts() {}

    static String of(Population population, Reading.Series series) {
        String whom = labels("destination", population);
        StringBuilder text = new StringBuilder(OTHERS);
        text.append("istio_requests_total{response_code=\"200\",").append(whom).append("} ");
        text.append(series.requests() - series.bad()).append('\n');
        text.append("istio_requests_total{response_code=\"500\",").append(whom).append("} ");
        text.append(series.bad()).append('\n');
        text.append("istio_requests_total{response_code=\"200\",")
                .append(labels("source", population))
                .append("} 77\n");
        for (Reading.Bucket bucket : series.latency().buckets()) {
            String edge = Double.isInfinite(bucket.upperEdge()) ? "+Inf" : Double.toString(bucket.upperEdge());
            text.append("istio_request_duration_milliseconds_bucket{").append(whom);
            text.append(",le=\"")
                    .append(edge)
                    .append("\"} ")
                    .append(bucket.count())
                    .append('\n');
        }
        if (!series.latency().buckets().isEmpty()) {
            text.append("istio_request_duration_milliseconds_sum{").append(whom).append("} ");
            text.append(series.latency().sum()).append('\n');
        }
        return text.toString();
    }

    static String labels(String reporter, Population population) {
        return "reporter=\"%s\",destination_workload=\"%s\",destination_workload_namespace=\"%s\""
                .formatted(reporter, population.workload(), population.namespace());
    }
}
