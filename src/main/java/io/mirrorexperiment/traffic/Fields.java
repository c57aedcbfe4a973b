package io.mirrorexperiment.traffic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pure steps on one unmodifiable map of a manifest; the order of keys is kept. */
final class Fields {
    private Fields() {}

    static Map<String, Object> with(Map<String, Object> fields, String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(fields);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    static Map<String, Object> without(Map<String, Object> fields, String key) {
        Map<String, Object> copy = new LinkedHashMap<>(fields);
        copy.remove(key);
        return Collections.unmodifiableMap(copy);
    }

    static Optional<String> text(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    static Optional<Number> number(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof Number number ? Optional.of(number) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> (Map<String, Object>) item)
                        .toList()
                : List.of();
    }

    static List<String> texts(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
