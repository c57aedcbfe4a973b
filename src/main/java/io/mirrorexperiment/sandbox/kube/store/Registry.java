package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind.Trait;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The only way to write objects: fills in defaults, refuses what is invalid, keeps what clients may not change, and
 * turns deletions into waiting for finalizers where there are any. Thread-safe; every write is atomic.
 */
public final class Registry {
    private final Store store;
    private final Kinds kinds;
    private final Metadata metadata;
    private final Admission admission;
    private final Departures departures;

    /** A registry over a store. */
    public Registry(Store store, Kinds kinds, Clock clock) {
        this.store = store;
        this.kinds = kinds;
        this.metadata = new Metadata(clock);
        this.admission = new Admission(store, kinds);
        this.departures = new Departures(store, kinds, metadata);
    }

    /** What is stored. */
    public Store store() {
        return store;
    }

    /** The kinds that can be stored. */
    public Kinds kinds() {
        return kinds;
    }

    /**
     * Stores a new object.
     *
     * @param object is copied
     * @return the object as stored; never change it
     */
    public ObjectNode create(Kind kind, ObjectNode object, boolean dryRun) {
        return store.alone(() -> {
            ObjectNode fresh = object.deepCopy();
            fresh.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
            metadata.ofNew(kind, fresh);
            admission.admit(kind, fresh);
            if (kind.is(Trait.STATUS)) {
                emptyStatus(kind, fresh);
            }
            Defaults.fill(kind, fresh);
            refuseInvalid(kind, fresh, Optional.empty());
            if (store.find(kind, Tree.namespace(fresh), Tree.name(fresh)).isPresent()) {
                throw Refusal.alreadyExists(kind, Tree.name(fresh));
            }
            return dryRun ? fresh : put(kind, fresh);
        });
    }

    /**
     * Changes an object.
     *
     * @param change gets a copy that it may change, and returns what is wanted
     */
    public ObjectNode update(
            Kind kind, String namespace, String name, Part part, UnaryOperator<ObjectNode> change, boolean dryRun) {
        return store.alone(() -> {
            ObjectNode old = store.find(kind, namespace, name).orElseThrow(() -> Refusal.notFound(kind, name));
            ObjectNode wanted = change.apply(old.deepCopy());
            wanted.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
            metadata.ofChanged(kind, old, wanted);
            ObjectNode next = part.keep(kind, old, wanted);
            Defaults.fill(kind, next);
            admission.keepAssigned(kind, old, next);
            refuseInvalid(kind, next, Optional.of(old));
            metadata.count(kind, old, next);
            return replace(kind, old, next, dryRun);
        });
    }

    /** Changes an object in place if it is still there; for controllers, whose object may have gone meanwhile. */
    public void amend(Kind kind, ObjectNode object, Part part, Consumer<ObjectNode> change) {
        store.alone(() -> {
            boolean there = store.find(kind, Tree.namespace(object), Tree.name(object))
                    .filter(now -> Tree.uid(now).equals(Tree.uid(object)))
                    .isPresent();
            if (there) {
                UnaryOperator<ObjectNode> inPlace = copy -> {
                    change.accept(copy);
                    return copy;
                };
                update(kind, Tree.namespace(object), Tree.name(object), part, inPlace, false);
            }
            return there;
        });
    }

    /**
     * Deletes an object, or marks it if something must happen first.
     *
     * @return the object as it is now or was last; it is gone if {@link #isGone} says so
     */
    public ObjectNode delete(Kind kind, String namespace, String name, Deletion how) {
        return store.alone(() -> {
            ObjectNode old = store.find(kind, namespace, name).orElseThrow(() -> Refusal.notFound(kind, name));
            return departures.begin(kind, old, how);
        });
    }

    /** Whether this very object is no longer stored. */
    public boolean isGone(Kind kind, ObjectNode object) {
        return store.find(kind, Tree.namespace(object), Tree.name(object))
                .filter(now -> Tree.uid(now).equals(Tree.uid(object)))
                .isEmpty();
    }

    /** Nobody makes an object with a status where that is written through its own address. */
    private static void emptyStatus(Kind kind, ObjectNode fresh) {
        fresh.remove("status");
        if (kind.is(Trait.BUILT_IN)) {
            fresh.putObject("status");
        }
    }

    private ObjectNode replace(Kind kind, ObjectNode old, ObjectNode next, boolean dryRun) {
        if (Sameness.same(old, next)) {
            return old;
        }
        if (Departures.isDone(kind, next)) {
            return dryRun ? next : departures.finish(kind, next);
        }
        return dryRun ? next : put(kind, next);
    }

    private ObjectNode put(Kind kind, ObjectNode object) {
        if (kind.plural().equals("customresourcedefinitions")) {
            object.set("status", Definitions.accepted(object, metadata.now()));
            kinds.add(Definitions.kindOf(object));
        }
        return store.put(kind, object);
    }

    private static void refuseInvalid(Kind kind, ObjectNode object, Optional<ObjectNode> old) {
        List<Mistake> mistakes = Rules.check(kind, object, old);
        if (!mistakes.isEmpty()) {
            throw Refusal.invalid(kind, Tree.name(object), mistakes);
        }
    }

    /** Which part of an object a write is about. */
    public enum Part {
        /** Everything but the status, where that has its own address. */
        WHOLE {
            @Override
            ObjectNode keep(Kind kind, ObjectNode old, ObjectNode wanted) {
                if (kind.is(Trait.STATUS)) {
                    wanted.remove("status");
                    copy("status", old, wanted);
                }
                return wanted;
            }
        },
        /** The status alone. */
        STATUS {
            @Override
            ObjectNode keep(Kind kind, ObjectNode old, ObjectNode wanted) {
                ObjectNode next = old.deepCopy();
                next.remove("status");
                copy("status", wanted, next);
                return next;
            }
        };

        abstract ObjectNode keep(Kind kind, ObjectNode old, ObjectNode wanted);

        private static void copy(String field, JsonNode from, ObjectNode to) {
            if (from.has(field)) {
                to.set(field, from.get(field));
            }
        }
    }
}
