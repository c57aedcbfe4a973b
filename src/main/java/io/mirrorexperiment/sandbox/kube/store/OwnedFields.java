package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets of fields in the {@code FieldsV1} form: {@code f:name} for a member, {@code k:{"name":"x"}} for an element of a
 * list with keys, an empty object for a field without fields of its own.
 */
final class OwnedFields {
    private static final List<String> NOBODYS = List.of("apiVersion", "kind");
    private static final List<String> NOBODYS_METADATA =
            List.of("name", "namespace", "creationTimestamp", "uid", "resourceVersion", "generation", "managedFields");

    private OwnedFields() {}

    /** The fields that a configuration sets. */
    static ObjectNode of(ObjectNode config) {
        ObjectNode named = config.deepCopy();
        named.remove(NOBODYS);
        if (named.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(NOBODYS_METADATA);
            if (metadata.isEmpty()) {
                named.remove("metadata");
            }
        }
        return members(named);
    }

    private static ObjectNode members(ObjectNode object) {
        ObjectNode fields = Tree.object();
        object.properties()
                .forEach(member -> fields.set("f:" + member.getKey(), inside(member.getKey(), member.getValue())));
        return fields;
    }

    private static ObjectNode inside(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return members(object);
        }
        List<String> keys = MergeKeys.ofApply(name, value);
        ObjectNode fields = Tree.object();
        if (value.isArray() && !keys.isEmpty()) {
            value.forEach(element -> fields.set(step(keys, element), members((ObjectNode) element)));
        }
        return fields;
    }

    private static String step(List<String> keys, JsonNode element) {
        ObjectNode identity = Tree.object();
        MergeKeys.identity(keys, element).forEach(identity::set);
        return "k:" + identity;
    }

    /** Writes a configuration over the live object. */
    static void merge(ObjectNode config, ObjectNode live) {
        for (Map.Entry<String, JsonNode> member : config.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            List<String> keys = MergeKeys.ofApply(name, value);
            if (value instanceof ObjectNode object && live.get(name) instanceof ObjectNode there) {
                merge(object, there);
            } else if (value.isArray() && !keys.isEmpty() && live.get(name) instanceof ArrayNode there) {
                value.forEach(element -> mergeElement(keys, (ObjectNode) element, there));
            } else {
                live.set(name, value.deepCopy());
            }
        }
    }

    private static void mergeElement(List<String> keys, ObjectNode element, ArrayNode live) {
        Optional<JsonNode> there = find(live, step(keys, element));
        if (there.isPresent()) {
            merge(element, (ObjectNode) there.get());
        } else {
            live.add(element.deepCopy());
        }
    }

    /** Takes fields out of the live object that were owned before, aren't now, and that nobody else owns. */
    static void drop(JsonNode before, JsonNode now, List<JsonNode> others, JsonNode live) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            String step = field.getKey();
            Optional<JsonNode> there = find(live, step);
            if (there.isEmpty()) {
                continue;
            }
            boolean shared = others.stream().anyMatch(other -> other.has(step));
            if (now.has(step) || shared) {
                List<JsonNode> below =
                        others.stream().map(other -> other.path(step)).toList();
                drop(field.getValue(), now.path(step), below, there.get());
            } else {
                remove(live, step, there.get());
            }
        }
    }

    /** The first field that both own with different values. */
    static Optional<String> quarrel(JsonNode theirs, JsonNode mine, JsonNode live, JsonNode wanted) {
        for (Map.Entry<String, JsonNode> field : mine.properties()) {
            String step = field.getKey();
            Optional<JsonNode> now = find(live, step);
            Optional<JsonNode> then = find(wanted, step);
            if (!theirs.has(step) || now.isEmpty() || then.isEmpty()) {
                continue;
            }
            if (field.getValue().isEmpty() && !Sameness.same(now.get(), then.get())) {
                return Optional.of(shown(step));
            }
            Optional<String> below = quarrel(theirs.path(step), field.getValue(), now.get(), then.get());
            if (below.isPresent()) {
                return below.map(rest -> shown(step) + rest);
            }
        }
        return Optional.empty();
    }

    /** Those of some fields of an object whose values are not what they were before. */
    static ObjectNode changed(ObjectNode fields, JsonNode before, JsonNode now) {
        ObjectNode changed = Tree.object();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String step = field.getKey();
            Optional<JsonNode> old = find(before, step);
            Optional<JsonNode> value = find(now, step);
            if (old.isEmpty() || value.isEmpty()) {
                changed.set(step, field.getValue());
            } else if (field.getValue().isEmpty() && !Sameness.same(old.get(), value.get())) {
                changed.set(step, Tree.object());
            } else if (field.getValue() instanceof ObjectNode below) {
                ObjectNode deeper = changed(below, old.get(), value.get());
                if (!deeper.isEmpty()) {
                    changed.set(step, deeper);
                }
            }
        }
        return changed;
    }

    /** Adds fields to a set of them. */
    static void add(ObjectNode more, ObjectNode fields) {
        more.properties().forEach(field -> {
            if (fields.get(field.getKey()) instanceof ObjectNode there
                    && field.getValue() instanceof ObjectNode below) {
                add(below, there);
            } else {
                fields.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    /** Gives up what is not there any more. */
    static void forget(ObjectNode owned, JsonNode live) {
        owned.properties().removeIf(field -> isGone(field.getKey(), field.getValue(), live));
    }

    private static boolean isGone(String step, JsonNode below, JsonNode live) {
        Optional<JsonNode> there = find(live, step);
        if (there.isEmpty() || below.isEmpty()) {
            return there.isEmpty();
        }
        forget((ObjectNode) below, there.get());
        return below.isEmpty();
    }

    /** Gives up the leaves that another takes over. */
    static void giveUp(ObjectNode owned, JsonNode taken) {
        owned.properties().removeIf(field -> isTaken(field.getValue(), taken.path(field.getKey())));
    }

    private static boolean isTaken(JsonNode field, JsonNode taken) {
        if (taken.isMissingNode() || field.isEmpty()) {
            return !taken.isMissingNode();
        }
        giveUp((ObjectNode) field, taken);
        return field.isEmpty();
    }

    private static Optional<JsonNode> find(JsonNode live, String step) {
        if (step.startsWith("f:")) {
            return Optional.ofNullable(live.get(step.substring(2)));
        }
        ObjectNode identity = Tree.known(step.substring(2));
        return Tree.each(live)
                .filter(element -> identity.properties().stream()
                        .allMatch(key -> key.getValue().equals(element.path(key.getKey()))))
                .findFirst();
    }

    private static void remove(JsonNode live, String step, JsonNode gone) {
        if (live instanceof ObjectNode object) {
            object.remove(step.substring(2));
        } else if (live instanceof ArrayNode list) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (list.get(i).equals(gone)) {
                    list.remove(i);
                }
            }
        }
    }

    private static String shown(String step) {
        return step.startsWith("f:") ? "." + step.substring(2) : "[" + step.substring(3, step.length() - 1) + "]";
    }
}
