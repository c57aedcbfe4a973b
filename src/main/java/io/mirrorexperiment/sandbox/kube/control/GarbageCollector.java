package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Deletes objects whose owners are all gone, and lets owners go that wait for what they own. */
final class GarbageCollector implements Runnable {
    private static final String FOREGROUND = "foregroundDeletion";

    private final Cluster cluster;

    GarbageCollector(Cluster cluster) {
        this.cluster = cluster;
    }

    private record Found(Kind kind, ObjectNode object) {
        boolean isOwnedBy(Set<String> uids) {
            return owners().anyMatch(owner -> uids.contains(Tree.text(owner, "uid")));
        }

        java.util.stream.Stream<JsonNode> owners() {
            return Tree.each(Tree.at(object, "metadata", "ownerReferences"));
        }

        boolean waitsForDependents() {
            return Tree.leaving(object)
                    && Tree.each(Tree.at(object, "metadata", "finalizers"))
                            .anyMatch(finalizer -> finalizer.asText().equals(FOREGROUND));
        }
    }

    @Override
    public void run() {
        List<Found> all = new ArrayList<>();
        Set<String> alive = new HashSet<>();
        Set<String> waiting = new HashSet<>();
        cluster.store().alone(() -> {
            for (Kind kind : cluster.kinds()) {
                cluster.store().list(kind, "").objects().forEach(object -> all.add(new Found(kind, object)));
            }
            return all;
        });
        all.forEach(found -> alive.add(Tree.uid(found.object)));
        all.stream().filter(Found::waitsForDependents).forEach(found -> waiting.add(Tree.uid(found.object)));
        all.stream().filter(found -> isGarbage(found, alive, waiting)).forEach(this::delete);
        all.stream()
                .filter(Found::waitsForDependents)
                .filter(owner -> all.stream().noneMatch(found -> found.isOwnedBy(Set.of(Tree.uid(owner.object)))))
                .forEach(this::release);
    }

    private static boolean isGarbage(Found found, Set<String> alive, Set<String> waiting) {
        boolean owned = found.owners().findAny().isPresent();
        return owned && !Tree.leaving(found.object) && (!found.isOwnedBy(alive) || found.isOwnedBy(waiting));
    }

    private void delete(Found found) {
        cluster.delete(found.kind, found.object, Deletion.usual());
    }

    private void release(Found owner) {
        cluster.edit(owner.kind.resource(), owner.object, object -> {
            ArrayNode kept = Tree.array();
            Tree.each(Tree.at(object, "metadata", "finalizers"))
                    .filter(finalizer -> !finalizer.asText().equals(FOREGROUND))
                    .forEach(kept::add);
            Tree.within(object, "metadata").set("finalizers", kept);
        });
    }
}
