package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Small texts, each kept in a ConfigMap and replaced by compare-and-set. ConfigMaps of others are never seen or touched.
 * Thread-safe; throws {@link ClusterException}.
 */
public final class TextStore {
    /** How long a text may be, in bytes of UTF-8. */
    public static final int LARGEST = 256 * 1024;

    private static final String KEY = "text";

    /** Of one {@code char} in UTF-8; what is short anyway need not be counted. */
    private static final int MOST_BYTES = 3;

    private final Cluster cluster;

    /** Texts in a cluster. */
    public TextStore(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The text of a name; empty if there is none, or if the ConfigMap of that name is not ours. */
    public Optional<StoredText> read(String namespace, String name) {
        return cluster.read(new Address(Kind.CONFIG_MAP, namespace, name)).flatMap(TextStore::stored);
    }

    /**
     * Stores a text under a name that is free.
     *
     * @throws ClusterException {@code ALREADY_EXISTS} if it is not; {@code REFUSED} if the text is too long
     */
    public StoredText create(String namespace, String name, Map<String, String> labels, String text) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(LeaseText.MANAGED_BY, LeaseText.US);
        Map<String, Object> metadata = Map.of("name", name, "namespace", namespace, "labels", all);
        return kept(cluster.create(map(metadata, checked(name, text))), text);
    }

    /**
     * Replaces a text that is still as it was read.
     *
     * @throws ClusterException {@code CONFLICT} if it is not
     */
    public StoredText replace(StoredText before, String text) {
        Manifest after = manifest(before).with(checked(before.name(), text), "data", KEY);
        return kept(cluster.replaceBriefly(after), text);
    }

    /**
     * Replaces a text of which only the version is known.
     *
     * @param labels that it has beside ours, and keeps; others it loses
     * @throws ClusterException {@code CONFLICT} if it has another version by now, or is gone
     */
    public StoredText replace(
            String namespace, String name, Map<String, String> labels, String resourceVersion, String text) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(LeaseText.MANAGED_BY, LeaseText.US);
        Map<String, Object> metadata =
                Map.of("name", name, "namespace", namespace, "labels", all, "resourceVersion", resourceVersion);
        return kept(cluster.replaceBriefly(map(metadata, checked(name, text))), text);
    }

    /** The texts that have all these labels, by name. */
    public List<StoredText> list(Optional<String> namespace, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(LeaseText.MANAGED_BY, LeaseText.US);
        return cluster.list(Kind.CONFIG_MAP, namespace, all).stream()
                .flatMap(map -> stored(map).stream())
                .toList();
    }

    /** Deletes a text; it is fine if it is not there. */
    public void delete(StoredText text) {
        cluster.delete(manifest(text));
    }

    private static Manifest manifest(StoredText text) {
        Map<String, Object> metadata = Map.of(
                "name",
                text.name(),
                "namespace",
                text.namespace(),
                "labels",
                text.labels(),
                "resourceVersion",
                text.resourceVersion(),
                "uid",
                text.uid());
        return map(metadata, text.text());
    }

    private static Manifest map(Map<String, Object> metadata, String text) {
        return Manifest.of(
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", Map.of(KEY, text)));
    }

    private static Optional<StoredText> stored(Manifest map) {
        return map.text("data", KEY).flatMap(text -> stored(map, text));
    }

    private static Optional<StoredText> stored(Manifest map, String text) {
        return LeaseText.US.equals(map.labels().get(LeaseText.MANAGED_BY))
                ? Optional.of(new StoredText(
                        map.namespace(), map.name(), map.labels(), text, map.resourceVersion(), map.uid()))
                : Optional.empty();
    }

    /** Without its label nobody would find it again. */
    private static StoredText kept(Manifest answer, String text) {
        return stored(answer, text)
                .orElseThrow(() -> new ClusterException(
                        Reason.REFUSED,
                        "the server did not keep the ConfigMap " + answer.namespace() + "/" + answer.name()
                                + " as it was sent"));
    }

    private static String checked(String name, String text) {
        int size = text.length() <= LARGEST / MOST_BYTES ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new ClusterException(
                    Reason.REFUSED,
                    "cannot store '" + name + "': it has " + size + " bytes, and a text may have " + LARGEST);
        }
        return text;
    }
}
