package io.mirrorexperiment.cluster;

import java.util.Map;

/**
 * A text as it is stored in the cluster.
 *
 * @param namespace where it is
 * @param name its name
 * @param labels that it was stored with, ours included
 * @param text the text
 * @param resourceVersion for compare-and-set
 * @param uid which object it is
 */
public record StoredText(
        String namespace, String name, Map<String, String> labels, String text, String resourceVersion, String uid) {
    /** Copies. */
    public StoredText {
        labels = Map.copyOf(labels);
    }

    /** Whether it has these labels and the one that says whose it is, and no other. */
    public boolean has(Map<String, String> others) {
        return labels.size() == others.size() + 1 && labels.entrySet().containsAll(others.entrySet());
    }

    /** Without the text, which may be long. */
    @Override
    public String toString() {
        return "StoredText[" + namespace + "/" + name + ", " + text.length() + " characters]";
    }
}
