package io.mirrorexperiment.sandbox.prometheus;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that exposes metrics over HTTP.
 *
 * @param url where its text exposition is, as in {@code http://127.0.0.1:15020/stats/prometheus}
 * @param labels what is put on every series of it; {@code instance} is the URL's host and port unless given here, and
 *     {@code job} is {@code sandbox}; labels that start with {@code __} are not stored, as in Prometheus
 */
public record ScrapeTarget(String url, Map<String, String> labels) {
    /** A target that keeps a copy of the labels. */
    public ScrapeTarget {
        labels = Map.copyOf(labels);
    }

    /** The labels that go on every series of this target. */
    Map<String, String> storedLabels() {
        Map<String, String> stored = new TreeMap<>(labels);
        stored.keySet().removeIf(name -> name.startsWith("__"));
        stored.putIfAbsent("job", "sandbox");
        stored.putIfAbsent("instance", URI.create(url).getAuthority());
        return stored;
    }
}
