package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Who owns which fields after a plain write, simplified: what a write changes is its manager's from then on and nobody else's. A write that
 * brings managed fields along replaces those that were there, so that a manager can leave by leaving itself out.
 */
public final class Ownership {
    private static final String MANAGED = "managedFields";
    private static final String FIELDS = "fieldsV1";

    private Ownership() {}

    /** The object as its first writer made it. */
    public static ObjectNode made(ObjectNode object, String manager) {
        ObjectNode owned = object.deepCopy();
        Tree.within(owned, "metadata").remove(MANAGED);
        return recorded(owned, Tree.array(), OwnedFields.of(owned), manager);
    }

    /** The object as a later writer wants it. */
    public static ObjectNode changed(ObjectNode before, ObjectNode wanted, String manager) {
        JsonNode brought = Tree.at(wanted, "metadata", MANAGED);
        JsonNode kept = brought.isEmpty() ? Tree.at(before, "metadata", MANAGED) : brought;
        ArrayNode entries = Tree.array();
        Tree.each(kept).filter(entry -> !entry.isEmpty()).forEach(entry -> entries.add(entry.deepCopy()));
        ObjectNode changes = OwnedFields.changed(OwnedFields.of(wanted), before, wanted);
        ObjectNode after = changes.isEmpty() ? with(wanted, entries) : recorded(wanted, entries, changes, manager);
        return with(after, owning(Tree.at(after, "metadata", MANAGED), after));
    }

    /** What is no longer there is nobody's, and who owns nothing is not named. */
    private static ArrayNode owning(JsonNode entries, ObjectNode object) {
        ArrayNode owning = Tree.array();
        for (JsonNode entry : entries) {
            if (entry.get(FIELDS) instanceof ObjectNode owned) {
                OwnedFields.forget(owned, object);
            }
            if (!entry.path(FIELDS).isEmpty()) {
                owning.add(entry);
            }
        }
        return owning;
    }

    private static ObjectNode recorded(ObjectNode object, ArrayNode before, ObjectNode changes, String manager) {
        ArrayNode entries = Tree.array();
        Optional<ObjectNode> mine = Optional.empty();
        for (JsonNode entry : before) {
            ObjectNode kept = entry.deepCopy();
            entries.add(kept);
            if (isMine(kept, manager)) {
                mine = Optional.of(kept);
            } else if (kept.get(FIELDS) instanceof ObjectNode owned) {
                OwnedFields.giveUp(owned, changes);
            }
        }
        ObjectNode own = mine.orElseGet(entries::addObject);
        own.put("manager", manager).put("operation", "Update").put("apiVersion", Tree.text(object, "apiVersion"));
        ObjectNode fields = own.get(FIELDS) instanceof ObjectNode owned ? owned : Tree.object();
        OwnedFields.add(changes, fields);
        own.put("fieldsType", "FieldsV1").set(FIELDS, fields);
        return with(object, entries);
    }

    private static boolean isMine(JsonNode entry, String manager) {
        return Tree.text(entry, "manager").equals(manager)
                && Tree.text(entry, "operation").equals("Update");
    }

    private static ObjectNode with(ObjectNode object, ArrayNode entries) {
        if (entries.isEmpty()) {
            Tree.within(object, "metadata").remove(MANAGED);
        } else {
            Tree.within(object, "metadata").set(MANAGED, entries);
        }
        return object;
    }
}
