package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mirrorexperiment.sandbox.ClusterView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The smallest cluster that a mesh can follow: objects in a map. */
final class MemoryCluster implements ClusterView {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, Map<String, ObjectNode>> objects = new LinkedHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Stores every document of the text; one of the same kind and name is replaced; without a namespace it is default's. */
    List<ObjectNode> apply(String yaml) {
        List<ObjectNode> applied = documents(yaml);
        applied.stream()
                .map(object -> object.withObjectProperty("metadata"))
                .filter(meta -> !meta.has("namespace"))
                .forEach(meta -> meta.put("namespace", "default"));
        applied.forEach(this::put);
        return applied;
    }

    static List<ObjectNode> documents(String yaml) {
        try (var values = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            List<ObjectNode> all = new ArrayList<>();
            values.forEachRemaining(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(ObjectNode object) {
        String type;
        synchronized (objects) {
            Map<String, ObjectNode> same = objects.computeIfAbsent(resource(object), resource -> new LinkedHashMap<>());
            type = same.put(name(object), object) == null ? "ADDED" : "MODIFIED";
        }
        listeners.forEach(listener -> listener.changed(resource(object), type, object.deepCopy()));
    }

    void delete(ObjectNode object) {
        synchronized (objects) {
            objects.getOrDefault(resource(object), Map.of()).remove(name(object));
        }
        listeners.forEach(listener -> listener.changed(resource(object), "DELETED", object.deepCopy()));
    }

    private static String resource(ObjectNode object) {
        String version = object.path("apiVersion").asText();
        String plural = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        return version.contains("/") ? plural + "." + version.substring(0, version.indexOf('/')) : plural;
    }

    private static String name(JsonNode object) {
        JsonNode meta = object.path("metadata");
        return meta.path("namespace").asText("default") + "/"
                + meta.path("name").asText();
    }

    @Override
    public List<ObjectNode> list(String resource) {
        synchronized (objects) {
            return objects.getOrDefault(resource, Map.of()).values().stream()
                    .map(ObjectNode::deepCopy)
                    .toList();
        }
    }

    @Override
    public void onChange(Listener listener) {
        listeners.add(listener);
    }
}
