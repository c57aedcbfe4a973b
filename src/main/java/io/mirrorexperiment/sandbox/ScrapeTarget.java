package io.mirrorexperiment.sandbox;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that exposes metrics over HTTP.
 *
 * @param url where its text exposition is, as in {@code http://127.0.0.1:15020/stats/prometheus}
 * @param labels what the metrics server puts on every series of it; {@code instance} is the URL's host and port unless given here,
 *     and {@code job} is {@code sandbox}; labels that start with {@code __} are not stored, as in Prometheus
 */
public record ScrapeTarget(URI url, Map<String, String> labels) {
    /** Copies the labels. */
    public ScrapeTarget {
        labels = Map.copyOf(labels);
    }

    /** A proxy of a pod, labelled as Istio's Prometheus add-on does it: job, instance, namespace, pod and the pod's own labels. */
    public static ScrapeTarget ofPod(int port, String namespace, String pod, Map<String, String> podLabels) {
        Map<String, String> labels = new TreeMap<>();
        podLabels.forEach((name, value) -> labels.put(name.replaceAll("[^a-zA-Z0-9_]", "_"), value));
        labels.put("job", "kubernetes-pods");
        labels.put("instance", "127.0.0.1:" + port);
        labels.put("namespace", namespace);
        labels.put("pod", pod);
        return new ScrapeTarget(URI.create("http://127.0.0.1:" + port + "/stats/prometheus"), labels);
    }

    /**
     * The queue-proxy of a Knative pod, labelled as a Prometheus operator's PodMonitor over port {@code http-usermetric}
     * does it.
     */
    public static ScrapeTarget ofQueueProxy(int port, String namespace, String pod) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("job", "knative-queue-proxy");
        labels.put("instance", "127.0.0.1:" + port);
        labels.put("namespace", namespace);
        labels.put("pod", pod);
        labels.put("container", "queue-proxy");
        labels.put("endpoint", "http-usermetric");
        return new ScrapeTarget(URI.create("http://127.0.0.1:" + port + "/metrics"), labels);
    }

    /** The labels that go on every series of this target. */
    public Map<String, String> storedLabels() {
        Map<String, String> stored = new TreeMap<>(labels);
        stored.keySet().removeIf(name -> name.startsWith("__"));
        stored.putIfAbsent("job", "sandbox");
        stored.putIfAbsent("instance", url.getAuthority());
        return stored;
    }
}
