package io.mirrorexperiment.real;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a user can see of a shop's objects at one time, without what servers write; and what of it is the gate's. */
record Sight(Map<String, JsonNode> objects) {
    private static final String KINDS =
            "deployments.apps,services,configmaps,serviceaccounts,secrets,leases.coordination.k8s.io,"
                    + "gateways.networking.istio.io,virtualservices.networking.istio.io,destinationrules.networking.istio.io";

    private static final List<String> SERVERS_ANNOTATIONS =
            List.of("deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration");
    private static final String GENERATION = "mirror-experiment.io/generation";

    static Sight of(Shop shop) {
        Map<String, JsonNode> objects = new TreeMap<>();
        try {
            for (JsonNode object : new ObjectMapper()
                    .readTree(shop.kubectl("get", KINDS, "-o", "json"))
                    .path("items")) {
                objects.put(
                        object.path("kind").asText() + " "
                                + object.at("/metadata/name").asText(),
                        plain((ObjectNode) object));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return new Sight(objects);
    }

    private static JsonNode plain(ObjectNode object) {
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.retain("name", "namespace", "labels", "annotations", "ownerReferences");
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(SERVERS_ANNOTATIONS);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        object.remove("status");
        return object;
    }

    /** Without what the gate's documentation says that a run leaves behind. */
    Sight withoutRemains() {
        Map<String, JsonNode> kept = new TreeMap<>();
        objects.forEach((name, object) -> {
            if (!isEndedLease(object)) {
                kept.put(name, withoutGeneration(object.deepCopy()));
            }
        });
        return new Sight(kept);
    }

    private static boolean isEndedLease(JsonNode object) {
        return object.path("kind").asText().equals("Lease")
                && object.at("/metadata/name").asText().startsWith("mirror-experiment.")
                && object.at("/spec/holderIdentity").asText().isEmpty();
    }

    private static JsonNode withoutGeneration(JsonNode object) {
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(GENERATION);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return object;
    }

    /** The objects that differ, as name → was, is; what only one of both has is told, too. */
    List<String> changesTo(Sight later) {
        return Stream.concat(objects.keySet().stream(), later.objects.keySet().stream())
                .distinct()
                .filter(name -> !text(name).equals(later.text(name)))
                .map(name -> name + ":\n  was " + text(name) + "\n  is  " + later.text(name))
                .toList();
    }

    private String text(String name) {
        return objects.containsKey(name) ? String.valueOf(objects.get(name)) : "nothing";
    }

    /** What a run has left, in words: only what the documentation allows has a name here. */
    String remains() {
        long leases = objects.values().stream().filter(Sight::isEndedLease).count();
        long generations = objects.values().stream()
                .filter(object -> object.path("metadata").path("annotations").has(GENERATION))
                .count();
        List<String> words = new ArrayList<>();
        if (leases > 0) {
            words.add("ended Leases");
        }
        if (generations > 0) {
            words.add("the generation");
        }
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
}
