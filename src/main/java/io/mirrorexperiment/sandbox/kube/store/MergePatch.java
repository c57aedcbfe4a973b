package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON Merge Patch, RFC 7386. */
final class MergePatch {
    private MergePatch() {}

    /** Applies the patch to the object in place. */
    static ObjectNode apply(JsonNode patch, ObjectNode object) {
        if (!(patch instanceof ObjectNode changes)) {
            throw Refusal.badRequest("error decoding patch: a merge patch is an object");
        }
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            applyOne(change.getKey(), change.getValue(), object);
        }
        return object;
    }

    private static void applyOne(String name, JsonNode value, ObjectNode object) {
        if (value.isNull()) {
            object.remove(name);
        } else if (value.isObject()) {
            object.set(name, apply(value, object.get(name) instanceof ObjectNode there ? there : Tree.object()));
        } else {
            object.set(name, value.deepCopy());
        }
    }
}
