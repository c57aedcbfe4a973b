package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of the JSON schema with what it refers to taken in; what stands beside a reference goes before what is referred to.
 *
 * @param root the whole schema
 * @param own what the part says, references taken in
 */
record SchemaNode(Map<?, ?> root, Map<String, Object> own) {
    private static final String REFERENCE = "$ref";
    private static final String DEFINITIONS = "#/$defs/";

    /** Under it stands by which definition, the last of several, the part is defined. */
    static final String DEFINED = "$defined";

    static SchemaNode of(Map<?, ?> root, Map<?, ?> part) {
        Map<String, Object> whole = new LinkedHashMap<>();
        if (part.get(REFERENCE) instanceof String place && place.startsWith(DEFINITIONS)) {
            String name = place.substring(DEFINITIONS.length());
            whole.putAll(of(root, map(map(root.get("$defs")).get(name))).own());
            whole.putIfAbsent(DEFINED, name);
        }
        part.forEach((key, value) -> whole.put(String.valueOf(key), value));
        whole.remove(REFERENCE);
        return new SchemaNode(root, whole);
    }

    String text(String key) {
        return String.valueOf(own.getOrDefault(key, ""));
    }

    Optional<Object> at(String key) {
        return Optional.ofNullable(own.get(key));
    }

    List<Object> list(String key) {
        return own.get(key) instanceof List<?> list ? List.copyOf(list) : List.of();
    }

    /** Fields of its own, then those of its alternatives, each with what it says; of two with one name the first counts. */
    Map<String, SchemaNode> fields() {
        Map<String, SchemaNode> fields = new LinkedHashMap<>();
        alternatives().forEach(each -> map(each.own().get("properties")).forEach((name, part) -> {
            if (part instanceof Map<?, ?> field) {
                fields.putIfAbsent(String.valueOf(name), of(root, field));
            }
        }));
        if (own.get("additionalProperties") instanceof Map<?, ?> any) {
            fields.put("*", of(root, any));
        }
        return fields;
    }

    boolean requires(String name) {
        return list("required").contains(name);
    }

    /** What stands in the list; empty if it is none. */
    Optional<SchemaNode> items() {
        return own.get("items") instanceof Map<?, ?> part ? Optional.of(of(root, part)) : Optional.empty();
    }

    /** Itself, and what it may be instead. */
    List<SchemaNode> alternatives() {
        List<SchemaNode> all = new ArrayList<>(List.of(this));
        for (String key : List.of("oneOf", "anyOf", "allOf")) {
            for (Object part : list(key)) {
                if (part instanceof Map<?, ?> alternative) {
                    all.addAll(of(root, alternative).alternatives());
                }
            }
        }
        return all;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
