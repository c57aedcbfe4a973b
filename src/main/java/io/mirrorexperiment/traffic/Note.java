package io.mirrorexperiment.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of a manifest as the text of an annotation. */
final class Note {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "all";

    private Note() {}

    static String write(Object part) {
        try {
            return JSON.writeValueAsString(part);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a part of a manifest that is no JSON", e);
        }
    }

    /** A map that was written; empty for any other text. */
    static Optional<Map<String, Object>> map(String text) {
        return read(text).filter(Map.class::isInstance).map(map -> Fields.map(Map.of(ALL, map), ALL));
    }

    /** A list of maps that was written; empty for any other text. */
    static Optional<List<Map<String, Object>>> maps(String text) {
        return read(text).filter(List.class::isInstance).map(list -> Fields.maps(Map.of(ALL, list), ALL));
    }

    /** Whether two parts say the same, in whatever order of keys and whatever form of numbers. */
    static boolean same(Object one, Object other) {
        return JSON.valueToTree(plain(one)).equals(JSON.valueToTree(plain(other)));
    }

    private static Object plain(Object part) {
        if (part instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, value) -> plain.put(String.valueOf(key), value == null ? "null" : plain(value)));
            return plain;
        }
        if (part instanceof List<?> list) {
            return list.stream().map(Note::plain).toList();
        }
        return part instanceof Number number ? (Object) number.doubleValue() : part;
    }

    private static Optional<Object> read(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
