package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Kubernetes' strategic merge patch: a merge patch that knows the lists whose elements have names. */
final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
    private static final String RETAIN = "$retainKeys";

    private StrategicMerge() {}

    /** Applies the patch to the object in place. */
    static ObjectNode apply(JsonNode patch, ObjectNode object) {
        if (!(patch instanceof ObjectNode changes)) {
            throw Refusal.badRequest("error decoding patch: a strategic merge patch is an object");
        }
        return merge(changes, object);
    }

    private static ObjectNode merge(ObjectNode patch, ObjectNode object) {
        if (Tree.text(patch, DIRECTIVE).equals("replace")) {
            return without(patch, DIRECTIVE);
        }
        if (Tree.text(patch, DIRECTIVE).equals("delete")) {
            return Tree.object();
        }
        retain(patch.path(RETAIN), object);
        patch.properties().forEach(change -> mergeOne(change.getKey(), change.getValue(), patch, object));
        return object;
    }

    private static void mergeOne(String name, JsonNode value, ObjectNode patch, ObjectNode object) {
        if (name.startsWith(DELETE_VALUES)) {
            deleteValues(value, object.path(name.substring(DELETE_VALUES.length())));
        } else if (name.startsWith(ORDER)) {
            orderOnly(name.substring(ORDER.length()), value, patch, object);
        } else if (!name.startsWith("$")) {
            set(name, value, patch.path(ORDER + name), object);
        }
    }

    private static void set(String name, JsonNode value, JsonNode order, ObjectNode object) {
        if (value.isNull()) {
            object.remove(name);
        } else if (value instanceof ObjectNode changes) {
            setObject(name, changes, object);
        } else if (value instanceof ArrayNode changes) {
            object.set(
                    name, list(name, changes, order, object.get(name) instanceof ArrayNode old ? old : Tree.array()));
        } else {
            object.set(name, value);
        }
    }

    private static void setObject(String name, ObjectNode changes, ObjectNode object) {
        ObjectNode there = object.get(name) instanceof ObjectNode old ? old : Tree.object();
        if (Tree.text(changes, DIRECTIVE).equals("delete")) {
            object.remove(name);
        } else {
            object.set(name, merge(changes, there));
        }
    }

    private static ArrayNode list(String name, ArrayNode patch, JsonNode order, ArrayNode old) {
        Optional<String> key = MergeKeys.of(name, patch, old);
        if (key.isPresent()) {
            return inOrder(mergeNamed(key.get(), patch, old), key.get(), order);
        }
        if (MergeKeys.isSet(name)) {
            patch.forEach(value -> addOnce(value, old));
            return old;
        }
        return patch.deepCopy();
    }

    private static ArrayNode mergeNamed(String key, ArrayNode patch, ArrayNode old) {
        if (Tree.each(patch).anyMatch(change -> Tree.text(change, DIRECTIVE).equals("replace"))) {
            ArrayNode replaced = Tree.array();
            Tree.each(patch).filter(change -> !change.has(DIRECTIVE)).forEach(replaced::add);
            return replaced;
        }
        for (JsonNode change : patch) {
            mergeElement(key, (ObjectNode) change, old);
        }
        return old;
    }

    private static void mergeElement(String key, ObjectNode change, ArrayNode old) {
        int place = place(key, change.path(key), old);
        if (Tree.text(change, DIRECTIVE).equals("delete")) {
            if (place >= 0) {
                old.remove(place);
            }
        } else if (place >= 0) {
            old.set(place, merge(change, (ObjectNode) old.get(place)));
        } else {
            old.add(merge(without(change, DIRECTIVE), Tree.object()));
        }
    }

    private static void orderOnly(String list, JsonNode order, ObjectNode patch, ObjectNode object) {
        if (!patch.has(list) && object.get(list) instanceof ArrayNode there) {
            MergeKeys.of(list, order, there).ifPresent(key -> object.set(list, inOrder(there, key, order)));
        }
    }

    private static ArrayNode inOrder(ArrayNode list, String key, JsonNode order) {
        if (order.isEmpty()) {
            return list;
        }
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        Comparator<JsonNode> wanted = Comparator.comparingInt(element -> rank(key, element.path(key), order));
        elements.sort(wanted);
        return Tree.array().addAll(elements);
    }

    private static int rank(String key, JsonNode name, JsonNode order) {
        int place = place(key, name, order);
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static int place(String key, JsonNode name, JsonNode list) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static void deleteValues(JsonNode values, JsonNode list) {
        if (list instanceof ArrayNode there) {
            for (int i = there.size() - 1; i >= 0; i--) {
                JsonNode value = there.get(i);
                if (Tree.each(values).anyMatch(value::equals)) {
                    there.remove(i);
                }
            }
        }
    }

    private static void addOnce(JsonNode value, ArrayNode list) {
        if (Tree.each(list).noneMatch(value::equals)) {
            list.add(value);
        }
    }

    private static void retain(JsonNode keys, ObjectNode object) {
        if (keys.isArray()) {
            object.retain(Tree.each(keys).map(JsonNode::asText).toList());
        }
    }

    private static ObjectNode without(ObjectNode object, String member) {
        ObjectNode copy = object.deepCopy();
        copy.remove(member);
        return copy;
    }
}
