package io.mirrorexperiment.graph;

/**
 * What was called.
 *
 * @param namespace empty for a host outside, or where nobody knows it
 * @param name of the Service, or the host; empty where nobody knows it
 */
public record Service(String namespace, String name) {
    /** As in {@code travels.travel-agency}. */
    public String words() {
        return (name.isEmpty() ? "unknown" : name) + (namespace.isEmpty() ? "" : "." + namespace);
    }
}
