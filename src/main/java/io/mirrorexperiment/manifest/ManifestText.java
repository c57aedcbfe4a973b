package io.mirrorexperiment.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Manifests as YAML text. */
public final class ManifestText {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private ManifestText() {}

    /** One document. */
    public static String write(Map<String, ?> tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as YAML", e);
        }
    }

    /** What {@link #write} wrote; empty for a text that is no tree. */
    public static Map<String, Object> tree(String text) {
        try {
            return text.isBlank() ? Map.of() : YAML.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    /**
     * All documents of a text; empty ones are left out, a {@code List} is taken apart.
     *
     * @throws IOException if it is no YAML, or a document is no Kubernetes object; the message says which
     */
    public static List<Manifest> read(String text) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<Map<String, Object>> documents =
                YAML.readerFor(new TypeReference<Map<String, Object>>() {}).readValues(text)) {
            while (documents.hasNextValue()) {
                Map<String, Object> document = documents.nextValue();
                if (document != null && !document.isEmpty()) {
                    add(document, manifests);
                }
            }
        }
        return manifests;
    }

    private static void add(Map<String, Object> document, List<Manifest> manifests) throws IOException {
        if ("List".equals(document.get("kind")) && document.get("items") instanceof List<?> items) {
            for (Object item : items) {
                manifests.add(manifest(item, manifests.size() + 1));
            }
        } else {
            manifests.add(manifest(document, manifests.size() + 1));
        }
    }

    @SuppressWarnings("unchecked")
    private static Manifest manifest(Object document, int number) throws IOException {
        try {
            return Manifest.of((Map<String, Object>) document);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException("object " + number + ": " + e.getMessage(), e);
        }
    }
}
