package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion.Propagation;
import java.util.List;

/** How objects leave: at once, or marked until finalizers, grace and namespaces are done. */
final class Departures {
    static final String FOREGROUND = "foregroundDeletion";

    private final Store store;
    private final Kinds kinds;
    private final Metadata metadata;

    Departures(Store store, Kinds kinds, Metadata metadata) {
        this.store = store;
        this.kinds = kinds;
        this.metadata = metadata;
    }

    ObjectNode begin(Kind kind, ObjectNode old, Deletion how) {
        refuseUnmet(kind, old, how);
        ObjectNode next = old.deepCopy();
        int grace = grace(kind, old, how);
        boolean hurried = grace == 0 && Tree.number(old, 0, "metadata", "deletionGracePeriodSeconds") > 0;
        if (!Tree.leaving(old) || hurried) {
            metadata.markLeaving(kind, next, grace);
        }
        if (how.propagation() == Propagation.FOREGROUND) {
            addOnce(Tree.listIn(Tree.within(next, "metadata"), "finalizers"), FOREGROUND);
        }
        if (kind.resource().equals("namespaces")) {
            Tree.within(next, "status").put("phase", "Terminating");
        }
        if (how.dryRun()) {
            return next;
        }
        if (how.propagation() == Propagation.ORPHAN) {
            orphanDependents(Tree.uid(old));
        }
        return settle(kind, old, next);
    }

    private ObjectNode settle(Kind kind, ObjectNode old, ObjectNode next) {
        if (isDone(kind, next)) {
            return finish(kind, next);
        }
        return Sameness.same(old, next) ? old : store.put(kind, next);
    }

    /** Whether an object may be taken away now. */
    static boolean isDone(Kind kind, JsonNode object) {
        boolean emptied = !kind.resource().equals("namespaces")
                || Tree.at(object, "spec", "finalizers").isEmpty();
        return Tree.leaving(object)
                && Tree.at(object, "metadata", "finalizers").isEmpty()
                && Tree.number(object, 0, "metadata", "deletionGracePeriodSeconds") == 0
                && emptied;
    }

    /** Takes an object away. */
    ObjectNode finish(Kind kind, ObjectNode object) {
        if (kind.plural().equals("customresourcedefinitions")) {
            kinds.find(Tree.name(object)).ifPresent(defined -> {
                store.list(defined, "").objects().forEach(instance -> store.remove(defined, instance));
                kinds.remove(defined.resource());
            });
        }
        return store.remove(kind, object);
    }

    private static void refuseUnmet(Kind kind, ObjectNode object, Deletion how) {
        String name = Tree.name(object);
        how.uid().filter(uid -> !uid.equals(Tree.uid(object))).ifPresent(uid -> {
            throw Refusal.conflict(
                    kind,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Tree.uid(object));
        });
        String version = Tree.text(object, "metadata", "resourceVersion");
        how.resourceVersion().filter(wanted -> !wanted.equals(version)).ifPresent(wanted -> {
            throw Refusal.conflict(
                    kind,
                    name,
                    "Precondition failed: ResourceVersion in precondition: " + wanted
                            + ", ResourceVersion in object meta: " + version);
        });
    }

    /** Only a pod on a node takes its time. */
    private static int grace(Kind kind, ObjectNode object, Deletion how) {
        boolean graceful = kind.resource().equals("pods")
                && !Tree.text(object, "spec", "nodeName").isEmpty()
                && !List.of("Succeeded", "Failed").contains(Tree.text(object, "status", "phase"));
        int own = Tree.number(object, 30, "spec", "terminationGracePeriodSeconds");
        return graceful ? how.graceSeconds().orElse(own) : 0;
    }

    private void orphanDependents(String owner) {
        for (Kind kind : kinds.all()) {
            for (ObjectNode object : store.list(kind, "").objects()) {
                JsonNode owners = Tree.at(object, "metadata", "ownerReferences");
                if (Tree.each(owners)
                        .anyMatch(reference -> Tree.text(reference, "uid").equals(owner))) {
                    store.put(kind, withoutOwner(object, owner));
                }
            }
        }
    }

    private static ObjectNode withoutOwner(ObjectNode object, String owner) {
        ObjectNode next = object.deepCopy();
        ArrayNode kept = Tree.array();
        Tree.each(Tree.at(object, "metadata", "ownerReferences"))
                .filter(reference -> !Tree.text(reference, "uid").equals(owner))
                .forEach(kept::add);
        Tree.within(next, "metadata").set("ownerReferences", kept);
        return next;
    }

    private static void addOnce(ArrayNode list, String value) {
        if (Tree.each(list).noneMatch(there -> there.asText().equals(value))) {
            list.add(value);
        }
    }
}
