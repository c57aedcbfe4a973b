package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/**
 * Istio's Destination.
 *
 * @param host resolved
 * @param subset empty for the whole service
 */
record Destination(String host, String subset, OptionalInt port) {
    static Destination of(JsonNode node, String namespace) {
        JsonNode port = node.path("port").path("number");
        return new Destination(
                HostName.resolve(node.path("host").asText(), namespace),
                node.path("subset").asText(""),
                port.isInt() ? OptionalInt.of(port.intValue()) : OptionalInt.empty());
    }
}
