package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Names;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Registry;
import io.mirrorexperiment.sandbox.kube.store.Registry.Part;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What controllers see and do. Confined to the controllers' thread but for what the store itself guards. */
public final class Cluster {
    private final Registry registry;
    private final Clock clock;

    Cluster(Registry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** What is stored. */
    public Store store() {
        return registry.store();
    }

    /** Now, by the cluster's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** Now, as objects show it. */
    public String stamp() {
        return now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    List<Kind> kinds() {
        return List.copyOf(registry.kinds().all());
    }

    /** All objects of a kind; none if the cluster doesn't have the kind. */
    public List<ObjectNode> all(String resource) {
        return in(resource, "");
    }

    /** All objects of a kind in a namespace (empty: in all). */
    public List<ObjectNode> in(String resource, String namespace) {
        return registry.kinds().find(resource).stream()
                .flatMap(kind -> store().list(kind, namespace).objects().stream())
                .toList();
    }

    /** One object. */
    public Optional<ObjectNode> find(String resource, String namespace, String name) {
        return registry.kinds().find(resource).flatMap(kind -> store().find(kind, namespace, name));
    }

    /** Objects whose controller is the owner. */
    public List<ObjectNode> controlled(String resource, ObjectNode owner) {
        return in(resource, Tree.namespace(owner)).stream()
                .filter(object -> isControlledBy(object, owner))
                .toList();
    }

    /** Creates an object, with a refusal if it can't be. */
    public ObjectNode create(String resource, ObjectNode object) {
        return registry.create(registry.kinds().get(resource), object, false);
    }

    /** Changes an object but for its status, if it is still there. */
    public void edit(String resource, ObjectNode object, Consumer<ObjectNode> change) {
        registry.amend(registry.kinds().get(resource), object, Part.WHOLE, change);
    }

    /** Changes an object's status, if it is still there. */
    public void report(String resource, ObjectNode object, Consumer<ObjectNode> change) {
        registry.amend(
                registry.kinds().get(resource),
                object,
                Part.STATUS,
                copy -> change.accept(Tree.within(copy, "status")));
    }

    /** Deletes an object unless it is gone or replaced by another of its name. */
    void delete(Kind kind, ObjectNode object, Deletion how) {
        store().alone(() -> {
            boolean there = !registry.isGone(kind, object);
            if (there) {
                registry.delete(kind, Tree.namespace(object), Tree.name(object), how);
            }
            return there;
        });
    }

    /** Deletes an object unless it is gone or replaced by another of its name. */
    public void delete(String resource, ObjectNode object, Deletion how) {
        delete(registry.kinds().get(resource), object, how);
    }

    /** Records an event about an object; an object whose namespace is on its way out has none. */
    public void event(ObjectNode about, String component, String type, String reason, String message) {
        ObjectNode event = Tree.object();
        String namespace = Tree.word(about, "metadata", "namespace").orElse("default");
        event.putObject("metadata")
                .put("namespace", namespace)
                .put("name", Tree.name(about) + "." + Long.toHexString(System.nanoTime()) + Names.suffix(3));
        event.putObject("involvedObject")
                .put("apiVersion", Tree.text(about, "apiVersion"))
                .put("kind", Tree.text(about, "kind"))
                .put("namespace", namespace)
                .put("name", Tree.name(about))
                .put("uid", Tree.uid(about))
                .put("resourceVersion", Tree.text(about, "metadata", "resourceVersion"));
        event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
        event.put("firstTimestamp", stamp()).put("lastTimestamp", stamp()).putNull("eventTime");
        event.put("reportingComponent", component).put("reportingInstance", "");
        event.putObject("source").put("component", component);
        try {
            create("events", event);
        } catch (Refusal namespaceLeaving) {
            // nobody reads events of a namespace that is being terminated
        }
    }

    /** A reference that makes an object the controller of another. */
    public static ObjectNode controllerReference(ObjectNode owner) {
        return Tree.object()
                .put("apiVersion", Tree.text(owner, "apiVersion"))
                .put("kind", Tree.text(owner, "kind"))
                .put("name", Tree.name(owner))
                .put("uid", Tree.uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    /** Whether an object's controller is that very owner. */
    public static boolean isControlledBy(JsonNode object, ObjectNode owner) {
        return Tree.each(Tree.at(object, "metadata", "ownerReferences"))
                .anyMatch(reference -> reference.path("controller").asBoolean()
                        && Tree.text(reference, "uid").equals(Tree.uid(owner)));
    }
}
