package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Exchange;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Bodies in and out. */
final class Answers {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain";

    private Answers() {}

    static void json(Exchange exchange, int status, JsonNode body) throws IOException {
        exchange.reply(status, JSON, Tree.bytes(body), Map.of());
    }

    static void text(Exchange exchange, int status, String body) throws IOException {
        exchange.reply(status, TEXT, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static void refusal(Exchange exchange, Refusal refusal) throws IOException {
        json(exchange, refusal.code(), refusal.status());
    }

    /** Reads a request's object, JSON or YAML. */
    static ObjectNode object(Request request) {
        String type = request.header("content-type").orElse(JSON);
        if (Protobuf.isIn(request)) {
            return Protobuf.object(request.body());
        }
        if (type.contains("cbor")) {
            throw unknownForm();
        }
        try {
            JsonNode body = type.contains("yaml")
                    ? only(Tree.yaml(request.body().text()))
                    : Tree.json(request.body().text());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException unreadable) {
            throw Refusal.badRequest("couldn't get version/kind; json parse error: " + unreadable.getMessage());
        }
        throw Refusal.badRequest("the object provided is unrecognized: a JSON object is expected");
    }

    static Refusal unknownForm() {
        return Refusal.of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include:"
                        + " application/json, application/yaml");
    }

    /** Reads DeleteOptions, which may be absent. */
    static ObjectNode options(Request request) {
        return request.body().isEmpty() ? Tree.object() : object(request);
    }

    private static JsonNode only(List<ObjectNode> documents) {
        return documents.size() == 1 ? documents.get(0) : Tree.array();
    }
}
