package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects as a folder that {@code kubectl kustomize} and GitOps read, to be changed by overlays of one's own. */
final class Kustomization {
    private Kustomization() {}

    /** Texts by file name. */
    static Map<String, String> of(Map<String, List<Manifest>> groups) {
        Map<String, String> files = new LinkedHashMap<>();
        groups.forEach((name, objects) -> files.put(name + ".yaml", InClusterController.text(objects)));
        List<String> resources = new ArrayList<>(files.keySet());
        files.put(
                "kustomization.yaml",
                ManifestText.write(tree(
                        "apiVersion",
                        "kustomize.config.k8s.io/v1beta1",
                        "kind",
                        "Kustomization",
                        "resources",
                        resources)));
        return files;
    }
}
