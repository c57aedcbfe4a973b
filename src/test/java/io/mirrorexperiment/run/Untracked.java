package io.mirrorexperiment.run;

import java.util.Map;
import java.util.TreeMap;

/** Objects without the marks by which Argo CD knows what it has applied. */
final class Untracked {
    private Untracked() {}

    static Map<String, String> of(Map<String, String> objects) {
        Map<String, String> bare = new TreeMap<>();
        objects.forEach((name, text) -> bare.put(
                name,
                text.replaceAll("argocd.argoproj.io/tracking-id=[^,}]*(, )?", "")
                        .replaceAll("annotations=\\{\\}, ", "")));
        return bare;
    }
}
