package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The conditions of one Knative object, among them {@code Ready}, which follows from those that it depends on: false if
 * one of them is, else unknown if one of them is, else true.
 */
final class Conditions {
    static final String READY = "Ready";

    private final List<String> dependents;
    private final Map<String, Mark> marks = new TreeMap<>();

    /** The conditions as they stand in an object's status; what is not told yet is unknown. */
    Conditions(JsonNode object, List<String> dependents) {
        this.dependents = List.copyOf(dependents);
        dependents.forEach(type -> marks.put(type, Mark.unknown("", "")));
        Tree.each(Tree.at(object, "status", "conditions"))
                .forEach(condition -> marks.put(Tree.text(condition, "type"), read(condition)));
    }

    /** What an object's status says of one of its conditions. */
    static Optional<Mark> find(JsonNode object, String type) {
        return entry(object, type).map(Conditions::read);
    }

    /** Whether an object is ready, and what is wanted of it was seen. */
    static boolean isReady(JsonNode object) {
        return isObserved(object) && find(object, READY).filter(Mark::isTrue).isPresent();
    }

    static boolean isObserved(JsonNode object) {
        return Tree.number(object, 0, "status", "observedGeneration")
                == Tree.number(object, 1, "metadata", "generation");
    }

    static Optional<JsonNode> entry(JsonNode object, String type) {
        return Tree.each(Tree.at(object, "status", "conditions"))
                .filter(condition -> Tree.text(condition, "type").equals(type))
                .findFirst();
    }

    private static Mark read(JsonNode condition) {
        return new Mark(
                Tree.text(condition, "status"), Tree.text(condition, "reason"), Tree.text(condition, "message"));
    }

    void mark(String type, Mark mark) {
        marks.put(type, mark);
    }

    Mark of(String type) {
        return marks.getOrDefault(type, Mark.unknown("", ""));
    }

    /** Writes them all, {@code Ready} with them; a condition that says what it said keeps its time. */
    void write(ObjectNode status, String now) {
        write(status, now, ready());
    }

    /** The same where {@code Ready} follows from something else. */
    void write(ObjectNode status, String now, Mark ready) {
        marks.put(READY, ready);
        Map<String, ObjectNode> before = new TreeMap<>();
        Tree.each(status.path("conditions")).forEach(old -> before.put(Tree.text(old, "type"), (ObjectNode) old));
        ArrayNode list = Tree.array();
        marks.forEach((type, mark) -> {
            ObjectNode old = before.getOrDefault(type, Tree.object());
            boolean same = read(old).equals(mark);
            list.add(shown(type, mark, same ? Tree.text(old, "lastTransitionTime") : now));
        });
        status.set("conditions", list);
    }

    private ObjectNode shown(String type, Mark mark, String since) {
        ObjectNode condition = Tree.object().put("lastTransitionTime", since);
        if (!mark.message().isEmpty()) {
            condition.put("message", mark.message());
        }
        if (!mark.reason().isEmpty()) {
            condition.put("reason", mark.reason());
        }
        boolean informal = !type.equals(READY) && !dependents.contains(type);
        if (informal && !mark.isTrue()) {
            condition.put("severity", "Info");
        }
        return condition.put("status", mark.status()).put("type", type);
    }

    private Mark ready() {
        return first(Mark::isFalse).or(() -> first(Mark::isUnknown)).orElse(Mark.TRUE);
    }

    private Optional<Mark> first(Predicate<Mark> wanted) {
        return dependents.stream().map(this::of).filter(wanted).findFirst();
    }
}
