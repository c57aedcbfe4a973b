package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON trees: reading, writing and looking into them. What clients send comes with its numbers as {@link Numbers} has them. */
public final class Tree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Tree() {}

    /** An empty object. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /** An empty list. */
    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Reads JSON. */
    public static JsonNode json(String text) throws IOException {
        return Numbers.settled(JSON.readTree(text));
    }

    /** Reads JSON that this program wrote itself. */
    public static ObjectNode known(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("not JSON: " + json, bug);
        }
    }

    /** Reads the objects of a YAML text with any number of documents; empty ones are left out. */
    public static List<ObjectNode> yaml(String text) throws IOException {
        List<ObjectNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNext()) {
                JsonNode document = all.next();
                if (document instanceof ObjectNode object) {
                    documents.add((ObjectNode) Numbers.settled(object));
                }
            }
        }
        return documents;
    }

    /** Writes JSON. */
    public static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a tree could not be written", bug);
        }
    }

    /** What is found under the names, one below the other; a missing node if nothing is. */
    public static JsonNode at(JsonNode node, String... names) {
        JsonNode here = node;
        for (String name : names) {
            here = here.path(name);
        }
        return here;
    }

    /** The text under the names, or an empty one. */
    public static String text(JsonNode node, String... names) {
        return at(node, names).asText("");
    }

    /** The text under the names, or empty if it is missing or blank. */
    public static Optional<String> word(JsonNode node, String... names) {
        return Optional.of(text(node, names)).filter(text -> !text.isEmpty());
    }

    /** The number under the names, or the other one. */
    public static int number(JsonNode node, int otherwise, String... names) {
        return at(node, names).asInt(otherwise);
    }

    /** The object under the names; made on the way where it is missing. */
    public static ObjectNode within(ObjectNode node, String... names) {
        ObjectNode here = node;
        for (String name : names) {
            here = here.get(name) instanceof ObjectNode there ? there : here.putObject(name);
        }
        return here;
    }

    /** The list under the name; made if it is missing. */
    public static ArrayNode listIn(ObjectNode node, String name) {
        return node.get(name) instanceof ArrayNode there ? there : node.putArray(name);
    }

    /** The elements of a list, or none. */
    public static Stream<JsonNode> each(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    /** The string members of an object, sorted. */
    public static Map<String, String> words(JsonNode object) {
        Map<String, String> words = new TreeMap<>();
        object.properties()
                .forEach(entry -> words.put(entry.getKey(), entry.getValue().asText()));
        return words;
    }

    /** The object's name. */
    public static String name(JsonNode object) {
        return text(object, "metadata", "name");
    }

    /** The object's namespace, empty if it has none. */
    public static String namespace(JsonNode object) {
        return text(object, "metadata", "namespace");
    }

    /** The object's uid. */
    public static String uid(JsonNode object) {
        return text(object, "metadata", "uid");
    }

    /** Whether the object is on its way out. */
    public static boolean leaving(JsonNode object) {
        return at(object, "metadata").has("deletionTimestamp");
    }
}
