package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the objects of one controller are called.
 *
 * @param name of all of them, but for suffixes
 * @param home namespace of the controller
 */
record Naming(String name, String home) {
    static final String RBAC = "rbac.authorization.k8s.io";

    /** Labels by which its pods are selected. */
    SortedMap<String, String> selector() {
        return new TreeMap<>(
                Map.of("app.kubernetes.io/name", "mirror-experiment", "app.kubernetes.io/instance", name));
    }

    SortedMap<String, String> labels() {
        SortedMap<String, String> labels = selector();
        labels.put("app.kubernetes.io/component", "controller");
        labels.put("app.kubernetes.io/managed-by", "mirror-experiment");
        return labels;
    }

    /** The host name of its Service. */
    String host() {
        return name + "." + home + ".svc";
    }

    /** An object in its namespace that has its very name. */
    Manifest main(String apiVersion, String kind, Object... rest) {
        return own(apiVersion, kind, name, rest);
    }

    /** An object in its namespace. */
    Manifest own(String apiVersion, String kind, String called, Object... rest) {
        return in(home, apiVersion, kind, called, rest);
    }

    /** An object in another one. */
    Manifest in(String namespace, String apiVersion, String kind, String called, Object... rest) {
        return object(apiVersion, kind, tree("name", called, "namespace", namespace, "labels", labels()), rest);
    }

    /** An object in none. */
    Manifest wide(String apiVersion, String kind, String called, Object... rest) {
        return object(apiVersion, kind, tree("name", called, "labels", labels()), rest);
    }

    private static Manifest object(
            String apiVersion, String kind, Map<String, Object> metadata, Object... rest) {
        Map<String, Object> tree = tree("apiVersion", apiVersion, "kind", kind, "metadata", metadata);
        tree.putAll(tree(rest));
        return Manifest.of(tree);
    }
}
