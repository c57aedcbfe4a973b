package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** JSON Patch, RFC 6902. */
final class JsonPatch {
    private JsonPatch() {}

    /** Applies all operations to the object in place. */
    static ObjectNode apply(JsonNode patch, ObjectNode object) {
        if (!patch.isArray()) {
            throw Refusal.badRequest("error decoding patch: a JSON patch is a list of operations");
        }
        ObjectNode root = Tree.object();
        root.set("", object);
        patch.forEach(operation -> perform(operation, root));
        if (root.get("") instanceof ObjectNode patched) {
            return patched;
        }
        throw Refusal.badRequest("the patch turns the object into something else");
    }

    private static void perform(JsonNode operation, ObjectNode root) {
        List<String> path = pointer(Tree.text(operation, "path"));
        switch (Tree.text(operation, "op")) {
            case "add" -> add(root, path, operation.path("value"));
            case "remove" -> remove(root, path);
            case "replace" -> {
                remove(root, path);
                add(root, path, operation.path("value"));
            }
            case "move" -> add(root, path, remove(root, pointer(Tree.text(operation, "from"))));
            case "copy" ->
                add(
                        root,
                        path,
                        find(root, pointer(Tree.text(operation, "from"))).deepCopy());
            case "test" -> test(root, path, operation.path("value"));
            default -> throw Refusal.badRequest("Unexpected kind: " + Tree.text(operation, "op"));
        }
    }

    private static void test(ObjectNode root, List<String> path, JsonNode wanted) {
        JsonNode there = look(root, path);
        boolean bothAbsent = there.isMissingNode() && wanted.isNull();
        if (!bothAbsent && !Sameness.same(there, wanted)) {
            throw unprocessable("testing value " + String.join("/", path) + " failed: test failed");
        }
    }

    private static void add(ObjectNode root, List<String> path, JsonNode value) {
        JsonNode parent = find(root, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value.deepCopy());
        } else if (parent instanceof ArrayNode list) {
            list.insert(last.equals("-") ? list.size() : index(last, list.size()), value.deepCopy());
        } else {
            throw missing(path);
        }
    }

    private static JsonNode remove(ObjectNode root, List<String> path) {
        JsonNode gone = find(root, path);
        JsonNode parent = find(root, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else if (parent instanceof ArrayNode list) {
            list.remove(index(last, list.size() - 1));
        }
        return gone;
    }

    private static JsonNode find(ObjectNode root, List<String> path) {
        JsonNode found = look(root, path);
        if (found.isMissingNode()) {
            throw missing(path);
        }
        return found;
    }

    private static JsonNode look(ObjectNode root, List<String> path) {
        JsonNode here = root;
        for (String step : path) {
            here = here.isArray() ? element(here, step) : here.path(step);
        }
        return here;
    }

    private static JsonNode element(JsonNode list, String step) {
        return step.matches("\\d{1,9}") ? list.path(Integer.parseInt(step)) : MissingNode.getInstance();
    }

    private static int index(String text, int largest) {
        int index = text.matches("\\d{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (index > largest) {
            throw unprocessable("Unable to access invalid index: " + text);
        }
        return index;
    }

    private static List<String> pointer(String text) {
        return Stream.of(text.split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static Refusal missing(List<String> path) {
        return unprocessable("the server rejected our request due to an error in our request: doc is missing path: "
                + String.join("/", path));
    }

    private static Refusal unprocessable(String message) {
        return Refusal.of(422, "Invalid", message);
    }
}
