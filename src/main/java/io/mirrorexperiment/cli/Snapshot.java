package io.mirrorexperiment.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a run could have changed in a cluster, as its author wrote it: without what the server writes, and without the two remains that a
 * run is documented to leave, ended leases and the generation on a route.
 *
 * @param fields each object's fields by their paths, by the object's address
 */
record Snapshot(Map<String, Map<String, String>> fields) {
    private static final List<String> KINDS = List.of(
            "virtualservices.networking.istio.io",
            "destinationrules.networking.istio.io",
            "deployments.apps",
            "services",
            "configmaps");
    private static final List<String> OF_THE_SERVER =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink");
    private static final List<String> REMAINS =
            List.of("mirror-experiment.io/generation", "deployment.kubernetes.io/revision");

    static Snapshot of(ClusterView cluster) {
        return of(cluster::list);
    }

    /**
     * The same of another cluster.
     *
     * @param list the objects of a kind, which is written as for {@link ClusterView#list}
     */
    static Snapshot of(Function<String, List<ObjectNode>> list) {
        Map<String, Map<String, String>> objects = new TreeMap<>();
        for (String kind : KINDS) {
            for (ObjectNode object : list.apply(kind)) {
                JsonNode metadata = object.path("metadata");
                String address = kind.replaceFirst("\\..*", "") + " "
                        + metadata.path("namespace").asText() + "/"
                        + metadata.path("name").asText();
                objects.put(address, authored(object.deepCopy()));
            }
        }
        return new Snapshot(objects);
    }

    private static Map<String, String> authored(ObjectNode object) {
        object.remove("status");
        if (object.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(OF_THE_SERVER);
            if (metadata.get("annotations") instanceof ObjectNode annotations) {
                annotations.remove(REMAINS);
            }
        }
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", object, flat);
        return flat;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), flat));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), flat);
            }
        } else {
            flat.put(path, node.asText());
        }
    }

    /** What differs in a later one, one line each; empty if nothing does. */
    List<String> changes(Snapshot later) {
        List<String> lines = new ArrayList<>();
        TreeSet<String> addresses = new TreeSet<>(fields.keySet());
        addresses.addAll(later.fields.keySet());
        for (String address : addresses) {
            if (!later.fields.containsKey(address)) {
                lines.add(address + ": gone");
            } else if (!fields.containsKey(address)) {
                lines.add(address + ": new");
            } else {
                changes(
                        address,
                        fields.getOrDefault(address, Map.of()),
                        later.fields.getOrDefault(address, Map.of()),
                        lines);
            }
        }
        return lines;
    }

    private static void changes(
            String address, Map<String, String> before, Map<String, String> after, List<String> lines) {
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            String was = before.getOrDefault(path, "(none)");
            String is = after.getOrDefault(path, "(none)");
            if (!was.equals(is)) {
                lines.add(address + ": " + path + ": " + was + " → " + is);
            }
        }
    }
}
