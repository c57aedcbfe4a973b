package io.mirrorexperiment.traffic;

import java.util.Map;

/**
 * A named part of a service's pods.
 *
 * @param name as routes name it
 * @param labels that its pods carry
 */
record Subset(String name, Map<String, String> labels) {
    /** Whether no pod with these labels can belong to it. */
    boolean excludes(Map<String, String> others) {
        return labels.entrySet().stream()
                .anyMatch(label ->
                        others.containsKey(label.getKey()) && !label.getValue().equals(others.get(label.getKey())));
    }

    String words() {
        return "'" + name + "' " + labels;
    }
}
