package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * One column of a table.
 *
 * @param priority 0 for always, 1 for {@code -o wide}
 */
record TableColumn(String name, String type, int priority, BiFunction<JsonNode, Instant, JsonNode> content) {
    static final TableColumn NAME = text("Name", Tree::name);
    static final TableColumn AGE = new TableColumn(
            "Age", "string", 0, (object, now) -> TextNode.valueOf(Ages.since(object, now, "creationTimestamp")));

    static TableColumn text(String name, java.util.function.Function<JsonNode, String> content) {
        return new TableColumn(name, "string", 0, (object, now) -> TextNode.valueOf(content.apply(object)));
    }

    static TableColumn wide(String name, java.util.function.Function<JsonNode, String> content) {
        return new TableColumn(name, "string", 1, (object, now) -> TextNode.valueOf(content.apply(object)));
    }

    static TableColumn number(String name, String... path) {
        return new TableColumn(
                name, "integer", 0, (object, now) -> Tree.object().numberNode(Tree.number(object, 0, path)));
    }

    /** A column that a custom resource defines. */
    static TableColumn of(Kind.Column column) {
        ColumnPath path = ColumnPath.of(column.path());
        if (column.type().equals("date")) {
            return new TableColumn(
                    column.name(),
                    "string",
                    0,
                    (object, now) -> TextNode.valueOf(Ages.shown(path.in(object).asText(""), now)));
        }
        return text(column.name(), object -> shown(path.in(object)));
    }

    ObjectNode head() {
        return Tree.object()
                .put("name", name)
                .put("type", type)
                .put("format", name.equals("Name") ? "name" : "")
                .put("description", name)
                .put("priority", priority);
    }

    JsonNode cell(JsonNode object, Instant now) {
        return content.apply(object, now);
    }

    /** Lists print as the API server prints them: JSON. */
    private static String shown(JsonNode value) {
        if (value.isArray()) {
            return "[" + Tree.each(value).map(JsonNode::toString).collect(Collectors.joining(",")) + "]";
        }
        return value.asText("");
    }
}
