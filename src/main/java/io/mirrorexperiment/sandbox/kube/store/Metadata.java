package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind.Trait;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The fields of metadata that belong to the server. */
final class Metadata {
    private static final List<String> SERVERS_OWN =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    private final Clock clock;

    Metadata(Clock clock) {
        this.clock = clock;
    }

    /** Now, as metadata shows it: whole seconds in UTC. */
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    void ofNew(Kind kind, ObjectNode object) {
        ObjectNode metadata = Tree.within(object, "metadata");
        if (Tree.word(metadata, "resourceVersion").isPresent()) {
            throw Refusal.badRequest("resourceVersion should not be set on objects to be created");
        }
        Tree.word(metadata, "generateName")
                .filter(prefix -> Tree.text(metadata, "name").isEmpty())
                .ifPresent(prefix -> metadata.put("name", prefix + Names.suffix(5)));
        metadata.remove(SERVERS_OWN);
        metadata.remove("selfLink");
        if (!kind.namespaced()) {
            metadata.remove("namespace");
        }
        metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
        if (kind.is(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
    }

    void ofChanged(Kind kind, ObjectNode old, ObjectNode wanted) {
        ObjectNode metadata = Tree.within(wanted, "metadata");
        JsonNode before = old.path("metadata");
        String name = Tree.name(old);
        refuseOtherName(name, Tree.text(metadata, "name"));
        refuseStale(kind, name, Tree.text(before, "resourceVersion"), Tree.word(metadata, "resourceVersion"));
        Tree.word(metadata, "uid").filter(uid -> !uid.equals(Tree.uid(old))).ifPresent(uid -> {
            throw Refusal.conflict(
                    kind,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Tree.uid(old));
        });
        SERVERS_OWN.forEach(field -> restore(field, before, metadata));
        List.of("name", "namespace", "resourceVersion").forEach(field -> restore(field, before, metadata));
    }

    /** Bumps the generation if what is wanted of the object changed. */
    void count(Kind kind, ObjectNode old, ObjectNode next) {
        if (kind.is(Trait.GENERATION) && !Sameness.same(wish(old), wish(next))) {
            bump(next);
        }
    }

    /** Marks the object as leaving. */
    void markLeaving(Kind kind, ObjectNode object, int graceSeconds) {
        Tree.within(object, "metadata")
                .put(
                        "deletionTimestamp",
                        clock.instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .plusSeconds(graceSeconds)
                                .toString())
                .put("deletionGracePeriodSeconds", graceSeconds);
        if (kind.is(Trait.GENERATION)) {
            bump(object);
        }
    }

    private static void bump(ObjectNode object) {
        ObjectNode metadata = Tree.within(object, "metadata");
        metadata.put("generation", metadata.path("generation").asLong(0) + 1);
    }

    private static ObjectNode wish(ObjectNode object) {
        return object.deepCopy().without(List.of("metadata", "status", "apiVersion"));
    }

    private static void refuseOtherName(String name, String wanted) {
        if (!wanted.equals(name)) {
            throw Refusal.badRequest(
                    "the name of the object (" + wanted + ") does not match the name on the URL (" + name + ")");
        }
    }

    private static void refuseStale(Kind kind, String name, String current, Optional<String> basedOn) {
        if (basedOn.isEmpty() && (!kind.is(Trait.BUILT_IN) || kind.is(Trait.CONDITIONAL))) {
            throw Refusal.invalid(
                    kind,
                    name,
                    List.of(new Mistake(
                            "FieldValueInvalid",
                            "metadata.resourceVersion",
                            "Invalid value: 0x0: must be specified for an update")));
        }
        if (basedOn.isPresent() && !basedOn.get().equals(current)) {
            throw Refusal.stale(kind, name);
        }
    }

    private static void restore(String field, JsonNode from, ObjectNode to) {
        to.remove(field);
        if (from.has(field)) {
            to.set(field, from.get(field));
        }
    }
}
