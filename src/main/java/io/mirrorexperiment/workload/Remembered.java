package io.mirrorexperiment.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an object was before we changed it, kept on the object itself: so it is changed and remembered in one edit, and whoever undoes
 * the change needs nothing else.
 *
 * @param annotation under which it is kept, as JSON
 */
record Remembered(String annotation) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isOn(Manifest object) {
        return object.annotation(annotation).isPresent();
    }

    /** With a note, unless there is one: a second change must not forget what was before the first. */
    Manifest on(Manifest object, Supplier<Map<String, ?>> before) {
        return isOn(object) ? object : object.withAnnotation(annotation, write(before.get()));
    }

    Manifest off(Manifest object) {
        return object.withoutAnnotation(annotation);
    }

    /** Empty where nothing is remembered. */
    Optional<Map<String, Object>> read(Manifest object) {
        return object.annotation(annotation).map(text -> {
            try {
                return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
            } catch (JsonProcessingException unreadable) {
                throw spoilt(object);
            }
        });
    }

    /** The fields of an item of what was read. */
    static Map<String, Object> fields(Object item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (item instanceof Map<?, ?> map) {
            map.forEach((key, value) -> fields.put(String.valueOf(key), value));
        }
        return fields;
    }

    IllegalStateException spoilt(Manifest object) {
        return new IllegalStateException("the annotation " + annotation + " of "
                + object.address().words() + " was changed and no longer says what was there before this run."
                + " Set traffic and template by hand as your own manifest has them, then remove the annotation");
    }

    private static String write(Map<String, ?> before) {
        try {
            return JSON.writeValueAsString(before);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of maps and scalars is always JSON", impossible);
        }
    }
}
