package io.mirrorexperiment.install;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the pods of the gate have in common: no rights on their node, nothing to write to but {@code /tmp}, no sidecar. */
final class Pods {
    /** The user of the image; a number, so that kubelet can see that it is not root. */
    static final int USER = 65532;

    private Pods() {}

    /** A map that keeps the order of its pairs, which are keys and values in turn. */
    static Map<String, Object> tree(Object... pairs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    /** A template of a pod that runs one command and ends. */
    static Map<String, Object> template(
            Map<String, String> labels, String account, String image, List<String> command) {
        return tree(
                "metadata",
                // A sidecar would neither end with the command nor let it reach the API server before it is ready.
                tree(
                        "labels",
                        with(labels, "sidecar.istio.io/inject", "false"),
                        "annotations",
                        tree("sidecar.istio.io/inject", "false")),
                "spec",
                tree(
                        "serviceAccountName",
                        account,
                        "restartPolicy",
                        "Never",
                        "securityContext",
                        security(),
                        "containers",
                        List.of(container(image, command)),
                        "volumes",
                        List.of(tree("name", "tmp", "emptyDir", tree()))));
    }

    /** No root, whatever the image says. */
    static Map<String, Object> security() {
        return tree("runAsNonRoot", true, "runAsUser", USER, "seccompProfile", tree("type", "RuntimeDefault"));
    }

    /** A container that may nothing but write to {@code /tmp}. */
    static Map<String, Object> container(String image, List<String> command) {
        return tree(
                "name",
                "gate",
                "image",
                image,
                "command",
                List.copyOf(command),
                "env",
                List.of(tree("name", "HOME", "value", "/tmp")),
                "resources",
                tree("requests", tree("cpu", "50m", "memory", "128Mi"), "limits", tree("memory", "256Mi")),
                "securityContext",
                tree(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        tree("drop", List.of("ALL"))),
                "volumeMounts",
                List.of(tree("name", "tmp", "mountPath", "/tmp")));
    }

    static Map<String, Object> with(Map<String, String> labels, String key, String value) {
        Map<String, Object> all = new LinkedHashMap<>(labels);
        all.put(key, value);
        return all;
    }
}
