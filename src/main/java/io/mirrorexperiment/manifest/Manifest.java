package io.mirrorexperiment.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object as an immutable tree: every field that a server sent is kept, known to us or not. Keys keep their
 * order. Steps return a changed copy.
 */
public final class Manifest {
    private final Map<String, @Nullable Object> tree;

    private Manifest(Map<String, @Nullable Object> tree) {
        this.tree = tree;
    }

    /**
     * Wraps a copy of a tree of maps, lists, strings, numbers, booleans and nulls.
     *
     * @throws IllegalArgumentException if it lacks {@code apiVersion}, {@code kind} or {@code metadata.name}, or holds
     *     something else, such as bytes or an infinite number
     */
    @SuppressWarnings("unchecked")
    public static Manifest of(Map<String, ?> tree) {
        return checked((Map<String, @Nullable Object>) java.util.Objects.requireNonNull(Tree.copy(tree)));
    }

    private static Manifest checked(Map<String, @Nullable Object> tree) {
        Manifest manifest = new Manifest(tree);
        if (manifest.text("apiVersion").isEmpty()
                || manifest.text("kind").isEmpty()
                || manifest.text("metadata", "name").isEmpty()) {
            throw new IllegalArgumentException("a Kubernetes object needs apiVersion, kind and metadata.name");
        }
        return manifest;
    }

    /** The whole tree, unmodifiable. */
    public Map<String, @Nullable Object> tree() {
        return tree;
    }

    /** Group and kind. */
    public Kind kind() {
        String apiVersion = text("apiVersion").orElseThrow();
        int slash = apiVersion.indexOf('/');
        return new Kind(
                slash < 0 ? "" : apiVersion.substring(0, slash), text("kind").orElseThrow());
    }

    /** {@code metadata.name}. */
    public String name() {
        return text("metadata", "name").orElseThrow();
    }

    /** {@code metadata.namespace}; empty if there is none. */
    public String namespace() {
        return text("metadata", "namespace").orElse("");
    }

    /** Where it lives. */
    public Address address() {
        return new Address(kind(), namespace(), name());
    }

    /** The value at a path of map keys; empty if a step is missing or the value is null. */
    public Optional<Object> at(String... path) {
        return Optional.ofNullable(Tree.get(tree, List.of(path)));
    }

    /** The text at a path; empty if there is none or it is no text. */
    public Optional<String> text(String... path) {
        return at(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The whole number at a path; empty if there is none or it is no number. */
    public Optional<Long> number(String... path) {
        return at(path).filter(Number.class::isInstance).map(value -> ((Number) value).longValue());
    }

    /** The map at a path; empty if there is none or it is no map. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> map(String... path) {
        return at(path).filter(Map.class::isInstance)
                .map(value -> (Map<String, Object>) value)
                .orElse(Map.of());
    }

    /** The list of maps at a path; items of another form are left out. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> maps(String... path) {
        return at(path).filter(List.class::isInstance).stream()
                .flatMap(value -> ((List<?>) value).stream())
                .filter(Map.class::isInstance)
                .map(item -> (Map<String, Object>) item)
                .toList();
    }

    /** The texts of the map at a path, such as labels, sorted by key. */
    public Map<String, String> texts(String... path) {
        Map<String, String> texts = new TreeMap<>();
        map(path).forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return java.util.Collections.unmodifiableMap(texts);
    }

    /** {@code metadata.labels}. */
    public Map<String, String> labels() {
        return texts("metadata", "labels");
    }

    /** One of {@code metadata.annotations}. */
    public Optional<String> annotation(String key) {
        return text("metadata", "annotations", key);
    }

    /** {@code metadata.resourceVersion}; empty for an object that was not read from a server. */
    public String resourceVersion() {
        return text("metadata", "resourceVersion").orElse("");
    }

    /** {@code metadata.uid}; empty for an object that was not read from a server. */
    public String uid() {
        return text("metadata", "uid").orElse("");
    }

    /**
     * A copy with {@code value} at a path; maps on the way are made.
     *
     * @throws IllegalArgumentException if something else than a map is on the way, or no object would be left
     */
    public Manifest with(Object value, String... path) {
        return checked(Tree.with(tree, List.of(path), value));
    }

    /**
     * A copy without what is at a path; maps that become empty by it go, too.
     *
     * @throws IllegalArgumentException if no object would be left
     */
    public Manifest without(String... path) {
        return checked(Tree.without(tree, List.of(path)));
    }

    /** A copy with an annotation. */
    public Manifest withAnnotation(String key, String value) {
        return with(value, "metadata", "annotations", key);
    }

    /** A copy without an annotation. */
    public Manifest withoutAnnotation(String key) {
        return without("metadata", "annotations", key);
    }

    /** A copy without what a server adds: resource version, uid, generation, times, managed fields and status. */
    public Manifest asAuthored() {
        Manifest bare = this;
        for (String key :
                List.of("resourceVersion", "uid", "generation", "creationTimestamp", "managedFields", "selfLink")) {
            bare = bare.without("metadata", key);
        }
        return bare.without("status");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Manifest manifest && Tree.same(tree, manifest.tree);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    /** The address only: an object's content may hold what must not be printed. */
    @Override
    public String toString() {
        return address().words();
    }
}
