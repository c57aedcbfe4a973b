package io.mirrorexperiment.sandbox.mesh;

import java.net.URI;
import java.util.Map;

/**
 * Where a proxy's metrics are read.
 *
 * @param url of the text exposition
 * @param labels that the metrics server puts on every series it reads there, as Istio's Prometheus add-on does:
 *     {@code job}, {@code instance}, {@code namespace}, {@code pod} and the pod's own labels
 */
public record ScrapeTarget(URI url, Map<String, String> labels) {
    /** Copies the labels. */
    public ScrapeTarget {
        labels = Map.copyOf(labels);
    }

    static ScrapeTarget of(int port, String namespace, String pod, Map<String, String> podLabels) {
        Map<String, String> labels = new java.util.TreeMap<>();
        podLabels.forEach((name, value) -> labels.put(name.replaceAll("[^a-zA-Z0-9_]", "_"), value));
        labels.put("job", "kubernetes-pods");
        labels.put("instance", "127.0.0.1:" + port);
        labels.put("namespace", namespace);
        labels.put("pod", pod);
        return new ScrapeTarget(URI.create("http://127.0.0.1:" + port + "/stats/prometheus"), labels);
    }
}
