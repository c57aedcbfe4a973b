package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Registry.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Server-side apply, simplified: every applier owns the fields of its last configuration; fields that it no longer
 * mentions go, fields that another applier owns with another value are a conflict unless forced. Plain writes are
 * told by {@link Ownership}.
 */
public final class ServerSideApply {
    private final Registry registry;
    private final String manager;
    private final boolean force;

    /** Applies in the name of a field manager. */
    public ServerSideApply(Registry registry, String manager, boolean force) {
        this.registry = registry;
        this.manager = manager;
        this.force = force;
    }

    /** Makes the object what the configuration says, creating it if it isn't there. */
    public ObjectNode apply(Kind kind, ObjectNode config, Part part, boolean dryRun) {
        ObjectNode wanted = config.deepCopy();
        Tree.within(wanted, "metadata").remove("managedFields");
        String namespace = Tree.namespace(wanted);
        return registry.store().alone(() -> {
            if (registry.store().find(kind, namespace, Tree.name(wanted)).isEmpty()) {
                ObjectNode fresh = wanted.deepCopy();
                own(fresh, OwnedFields.of(wanted), part);
                return registry.create(kind, fresh, dryRun);
            }
            return registry.update(
                    kind, namespace, Tree.name(wanted), part, live -> merged(live, wanted, part), dryRun);
        });
    }

    private ObjectNode merged(ObjectNode live, ObjectNode wanted, Part part) {
        ObjectNode now = OwnedFields.of(wanted);
        List<JsonNode> others = managed(live)
                .filter(entry -> !isMine(entry, part))
                .map(entry -> entry.path("fieldsV1"))
                .toList();
        refuseConflicts(live, wanted, now, part);
        managed(live)
                .filter(entry -> isMine(entry, part))
                .forEach(entry -> OwnedFields.drop(entry.path("fieldsV1"), now, others, live));
        OwnedFields.merge(wanted, live);
        own(live, now, part);
        return live;
    }

    private void refuseConflicts(ObjectNode live, ObjectNode wanted, ObjectNode now, Part part) {
        if (force) {
            return;
        }
        for (JsonNode entry :
                managed(live).filter(entry -> !isMine(entry, part)).toList()) {
            Optional<String> field = OwnedFields.quarrel(entry.path("fieldsV1"), now, live, wanted);
            if (field.isPresent()) {
                String other = Tree.text(entry, "manager");
                String message = "Apply failed with 1 conflict: conflict with \"" + other + "\": " + field.get();
                throw Refusal.of(409, "Conflict", message)
                        .because("FieldManagerConflict", "conflict with \"" + other + "\"", field.get());
            }
        }
    }

    private void own(ObjectNode live, ObjectNode fields, Part part) {
        ArrayNode entries = Tree.array();
        managed(live).filter(entry -> !isMine(entry, part)).forEach(entry -> {
            ObjectNode kept = entry.deepCopy();
            if (force && kept.get("fieldsV1") instanceof ObjectNode owned) {
                OwnedFields.giveUp(owned, fields);
            }
            entries.add(kept);
        });
        ObjectNode entry = entries.addObject();
        entry.put("manager", manager).put("operation", "Apply").put("apiVersion", Tree.text(live, "apiVersion"));
        if (part == Part.STATUS) {
            entry.put("subresource", "status");
        }
        entry.put("fieldsType", "FieldsV1").set("fieldsV1", fields);
        Tree.within(live, "metadata").set("managedFields", entries);
    }

    private boolean isMine(JsonNode entry, Part part) {
        return Tree.text(entry, "manager").equals(manager)
                && Tree.text(entry, "operation").equals("Apply")
                && Tree.text(entry, "subresource").equals(part == Part.STATUS ? "status" : "");
    }

    private static Stream<JsonNode> managed(JsonNode live) {
        return Tree.each(Tree.at(live, "metadata", "managedFields"));
    }
}
