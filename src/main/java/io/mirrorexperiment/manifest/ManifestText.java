package io.mirrorexperiment.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests as YAML text. Words and numbers are read as kubectl reads them: {@code yes} is true, {@code 012} is ten. */
public final class ManifestText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .stringQuotingChecker(new Quoting())
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

    /** A value of a tree in one line: JSON, which is YAML. */
    public static String line(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as JSON", e);
        }
    }

    /** What {@link #write} wrote; empty for a text that is no tree. */
    public static Map<String, Object> tree(String text) {
        try {
            Map<String, Object> tree = YAML.readValue(text, new TypeReference<Map<String, Object>>() {});
            return tree == null ? Map.of() : tree;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    /**
     * All documents of a text; empty ones are left out, a {@code List} is taken apart.
     *
     * @throws IOException if it is no YAML, says a key twice, uses an alias, or a document is no Kubernetes object; the message
     *     says which, and quotes nothing that could be secret
     */
    public static List<Manifest> read(String text) throws IOException {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            refuseAliases(plain);
            return manifests(plain);
        } catch (JsonProcessingException e) {
            throw new IOException(words(e)); // Without its cause: that quotes the text, which may hold a Secret.
        }
    }

    private static List<Manifest> manifests(String text) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (YAMLParser parser = parser(text)) {
            while (parser.nextToken() != null) {
                Object document = YAML.readValue(parser, Object.class);
                if (document != null && !"".equals(document) && !Map.of().equals(document)) {
                    add(document, manifests);
                }
            }
        }
        return manifests;
    }

    /** The parser hands an alias on as if it were text. */
    private static void refuseAliases(String text) throws IOException {
        try (YAMLParser parser = parser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw new IOException(at(parser.currentTokenLocation())
                            + "an alias (*) stands for another part of the file; write that part out");
                }
            }
        }
    }

    private static YAMLParser parser(String text) throws IOException {
        return (YAMLParser) YAML.getFactory().createParser(text);
    }

    private static void add(@Nullable Object document, List<Manifest> manifests) throws IOException {
        if (document instanceof Map<?, ?> map && "List".equals(map.get("kind"))) {
            for (Object item : items(map, manifests.size() + 1)) {
                add(item, manifests);
            }
        } else {
            manifests.add(manifest(document, manifests.size() + 1));
        }
    }

    private static List<?> items(Map<?, ?> list, int number) throws IOException {
        if (list.get("items") instanceof List<?> items) {
            return items;
        }
        throw new IOException("object " + number + ": a List needs items");
    }

    @SuppressWarnings("unchecked")
    private static Manifest manifest(@Nullable Object document, int number) throws IOException {
        if (!(document instanceof Map)) {
            throw new IOException("object " + number + ": a Kubernetes object is a map of fields");
        }
        try {
            return Manifest.of((Map<String, ?>) document);
        } catch (IllegalArgumentException e) {
            throw new IOException("object " + number + ": " + e.getMessage(), e);
        }
    }

    private static String words(JsonProcessingException e) {
        boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
        return at(e.getLocation()) + (twice ? "a key is there twice" : "this is no YAML that Kubernetes would take");
    }

    private static String at(@Nullable JsonLocation where) {
        return where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
    }
}
