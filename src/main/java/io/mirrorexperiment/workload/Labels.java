package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels that Deployments and their pods carry. */
final class Labels {
    static final String VERSION = "version";
    static final String APP_VERSION = "app.kubernetes.io/version";

    private Labels() {}

    /** Of the pods that a workload makes. */
    static Map<String, String> ofPods(Manifest workload) {
        return workload.texts("spec", "template", "metadata", "labels");
    }

    /** As kubectl takes them, as in {@code app=reviews,version=v1}. */
    static String words(Map<String, String> labels) {
        return new TreeMap<>(labels).entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
