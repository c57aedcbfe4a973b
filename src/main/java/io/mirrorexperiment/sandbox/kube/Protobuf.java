package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Body;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.io.IOException;
import java.util.List;

/**
 * Reads the few objects that kubectl writes in Kubernetes' protobuf form: the questions of {@code kubectl auth}, and the
 * namespaces, service accounts and config maps of {@code kubectl create}. The field numbers are those of the
 * generated.proto files of {@code runtime}, {@code meta/v1}, {@code core/v1} and {@code authorization/v1}.
 */
final class Protobuf {
    private static final String[] ATTRIBUTES = {
        "namespace", "verb", "group", "version", "resource", "subresource", "name"
    };
    private static final List<String> BARE = List.of("Namespace", "ServiceAccount");

    private Protobuf() {}

    static boolean isIn(Request request) {
        return request.header("content-type").orElse("").contains("protobuf");
    }

    /** The object in a body; 415 if it is of a kind that isn't read. */
    static ObjectNode object(Body body) {
        try {
            ProtobufFields unknown = ProtobufFields.afterMagic(body.open());
            ProtobufFields type = unknown.inside(1);
            ObjectNode object = Tree.object();
            object.put("apiVersion", type.text(1)).put("kind", type.text(2));
            fill(object, type.text(2), unknown.inside(2));
            return object;
        } catch (IOException torn) {
            throw Refusal.badRequest("the protobuf body cannot be read: " + torn.getMessage());
        }
    }

    private static void fill(ObjectNode object, String kind, ProtobufFields message) throws IOException {
        metadata(message.inside(1), Tree.within(object, "metadata"));
        if (kind.equals("SelfSubjectRulesReview")) {
            Tree.within(object, "spec").put("namespace", message.inside(2).text(1));
        } else if (kind.equals("SelfSubjectAccessReview")) {
            attributes(message.inside(2), Tree.within(object, "spec"));
        } else if (kind.equals("ConfigMap")) {
            words(message, 2, "data", object);
        } else if (!kind.equals("SelfSubjectReview") && !BARE.contains(kind)) {
            throw Answers.unknownForm();
        }
    }

    private static void metadata(ProtobufFields message, ObjectNode metadata) throws IOException {
        put(metadata, "name", message.text(1));
        put(metadata, "generateName", message.text(2));
        put(metadata, "namespace", message.text(3));
        words(message, 11, "labels", metadata);
        words(message, 12, "annotations", metadata);
    }

    private static void attributes(ProtobufFields spec, ObjectNode shown) throws IOException {
        if (spec.has(1)) {
            ProtobufFields attributes = spec.inside(1);
            ObjectNode target = shown.putObject("resourceAttributes");
            for (int i = 0; i < ATTRIBUTES.length; i++) {
                put(target, ATTRIBUTES[i], attributes.text(i + 1));
            }
        }
    }

    private static void words(ProtobufFields message, int number, String name, ObjectNode into) throws IOException {
        for (ProtobufFields entry : message.all(number)) {
            Tree.within(into, name).put(entry.text(1), entry.text(2));
        }
    }

    private static void put(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }
}
