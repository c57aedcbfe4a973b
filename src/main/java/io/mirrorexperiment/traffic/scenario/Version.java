package io.mirrorexperiment.traffic.scenario;

import java.util.Map;
import java.util.TreeMap;

/**
 * A version of the service.
 *
 * @param name as people call it
 * @param labels that its pods carry and those of no other version
 */
public record Version(String name, Map<String, String> labels) {
    /** The label that tells versions apart unless something else is said. */
    public static final String LABEL = "version";

    /** Copies and checks. */
    public Version {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
        if (name.isBlank() || labels.isEmpty()) {
            throw new IllegalArgumentException("a version needs a name, and labels of its pods");
        }
    }

    /** The version of the pods whose label {@value #LABEL} says so. */
    public static Version named(String name) {
        return new Version(name, Map.of(LABEL, name));
    }
}
