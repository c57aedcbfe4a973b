package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.time.Instant;
import java.util.List;

/** Objects as the tables that {@code kubectl get} prints. */
final class TableView {
    private final Kind kind;
    private final String version;
    private final Instant now;
    private final String include;

    TableView(Kind kind, String version, Instant now, Request request) {
        this.kind = kind;
        this.version = version;
        this.now = now;
        this.include = request.parameter("includeObject").orElse("Metadata");
    }

    static boolean isAsked(Request request) {
        return request.header("accept").orElse("").contains("as=Table");
    }

    /** A table; the heads of its columns are told only once in a stream. */
    ObjectNode of(List<ObjectNode> objects, ObjectNode metadata, boolean withHeads) {
        ObjectNode table = Tree.object();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata);
        List<TableColumn> columns = TableColumns.of(kind);
        ArrayNode heads = table.putArray("columnDefinitions");
        if (withHeads) {
            columns.forEach(column -> heads.add(column.head()));
        }
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> rows.add(row(object, columns)));
        return table;
    }

    private ObjectNode row(ObjectNode object, List<TableColumn> columns) {
        ObjectNode row = Tree.object();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell(object, now)));
        switch (include) {
            case "None" -> {}
            case "Object" -> row.set("object", kind.shown(object, version));
            default -> {
                ObjectNode partial = row.putObject("object");
                partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
                partial.set("metadata", object.path("metadata"));
            }
        }
        return row;
    }
}
