package io.mirrorexperiment.sandbox.kube;

import static io.mirrorexperiment.sandbox.kube.TableColumn.AGE;
import static io.mirrorexperiment.sandbox.kube.TableColumn.NAME;
import static io.mirrorexperiment.sandbox.kube.TableColumn.number;
import static io.mirrorexperiment.sandbox.kube.TableColumn.text;
import static io.mirrorexperiment.sandbox.kube.TableColumn.wide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of the usual kinds, as the API server's printers name and fill them. */
final class TableColumns {
    private static final Map<String, List<TableColumn>> BY_RESOURCE = Map.ofEntries(
            Map.entry("namespaces", List.of(NAME, text("Status", o -> Tree.text(o, "status", "phase")), AGE)),
            Map.entry("nodes", List.of(NAME, text("Status", o -> "Ready"), AGE)),
            Map.entry("pods", PodColumns.ALL),
            Map.entry("deployments.apps", deployments()),
            Map.entry("replicasets.apps", replicaSets()),
            Map.entry("services", services()),
            Map.entry("jobs.batch", JobColumns.ALL),
            Map.entry("configmaps", List.of(NAME, number("Data", TableColumns::dataSize), AGE)),
            Map.entry(
                    "secrets",
                    List.of(
                            NAME,
                            text("Type", o -> Tree.text(o, "type")),
                            number("Data", TableColumns::dataSize),
                            AGE)),
            Map.entry("events", events()),
            Map.entry("endpoints", List.of(NAME, text("Endpoints", TableColumns::endpoints), AGE)),
            Map.entry(
                    "leases.coordination.k8s.io",
                    List.of(NAME, text("Holder", o -> Tree.text(o, "spec", "holderIdentity")), AGE)),
            Map.entry(
                    "customresourcedefinitions.apiextensions.k8s.io",
                    List.of(NAME, text("Created At", o -> Tree.text(o, "metadata", "creationTimestamp")))));

    private TableColumns() {}

    static List<TableColumn> of(Kind kind) {
        List<TableColumn> known = BY_RESOURCE.getOrDefault(kind.resource(), List.of());
        if (!known.isEmpty()) {
            return known;
        }
        Stream<TableColumn> own = kind.columns().stream().map(TableColumn::of);
        Stream<TableColumn> age = kind.is(Kind.Trait.AGELESS) ? Stream.empty() : Stream.of(AGE);
        return Stream.of(Stream.of(NAME), own, age).flatMap(columns -> columns).toList();
    }

    private static TableColumn number(String name, java.util.function.ToIntFunction<JsonNode> content) {
        return new TableColumn(
                name, "integer", 0, (object, now) -> Tree.object().numberNode(content.applyAsInt(object)));
    }

    private static List<TableColumn> deployments() {
        return List.of(
                NAME,
                text(
                        "Ready",
                        o -> Tree.number(o, 0, "status", "readyReplicas") + "/"
                                + Tree.number(o, 0, "spec", "replicas")),
                TableColumn.number("Up-to-date", "status", "updatedReplicas"),
                TableColumn.number("Available", "status", "availableReplicas"),
                AGE,
                wide("Containers", o -> containers(o, "name")),
                wide("Images", o -> containers(o, "image")),
                wide("Selector", TableColumns::selector));
    }

    private static List<TableColumn> replicaSets() {
        return List.of(
                NAME,
                TableColumn.number("Desired", "spec", "replicas"),
                TableColumn.number("Current", "status", "replicas"),
                TableColumn.number("Ready", "status", "readyReplicas"),
                AGE,
                wide("Containers", o -> containers(o, "name")),
                wide("Images", o -> containers(o, "image")),
                wide("Selector", TableColumns::selector));
    }

    private static List<TableColumn> services() {
        return List.of(
                NAME,
                text("Type", o -> Tree.text(o, "spec", "type")),
                text("Cluster-IP", o -> Tree.word(o, "spec", "clusterIP").orElse("<none>")),
                text("External-IP", o -> Tree.word(o, "spec", "externalName").orElse("<none>")),
                text("Port(s)", TableColumns::ports),
                AGE,
                wide("Selector", o -> words(Tree.at(o, "spec", "selector"))));
    }

    private static List<TableColumn> events() {
        return List.of(
                new TableColumn(
                        "Last Seen",
                        "string",
                        0,
                        (o, now) -> TextNode.valueOf(Ages.shown(Tree.text(o, "lastTimestamp"), now))),
                text("Type", o -> Tree.text(o, "type")),
                text("Reason", o -> Tree.text(o, "reason")),
                text("Object", TableColumns::involved),
                wide("Source", o -> Tree.text(o, "source", "component")),
                text("Message", o -> Tree.text(o, "message").strip()),
                wide("Name", Tree::name));
    }

    private static String involved(JsonNode event) {
        String kind = Tree.text(event, "involvedObject", "kind").toLowerCase(java.util.Locale.ROOT);
        return kind + "/" + Tree.text(event, "involvedObject", "name");
    }

    private static String containers(JsonNode workload, String field) {
        return Tree.each(Tree.at(workload, "spec", "template", "spec", "containers"))
                .map(container -> Tree.text(container, field))
                .collect(Collectors.joining(","));
    }

    private static String selector(JsonNode workload) {
        return words(Tree.at(workload, "spec", "selector", "matchLabels"));
    }

    private static String words(JsonNode labels) {
        String text = Tree.words(labels).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return text.isEmpty() ? "<none>" : text;
    }

    private static String ports(JsonNode service) {
        String ports = Tree.each(Tree.at(service, "spec", "ports"))
                .map(port -> Tree.text(port, "port") + "/" + Tree.text(port, "protocol"))
                .collect(Collectors.joining(","));
        return ports.isEmpty() ? "<none>" : ports;
    }

    private static String endpoints(JsonNode endpoints) {
        String all = Tree.each(endpoints.path("subsets"))
                .flatMap(
                        subset -> Tree.each(subset.path("addresses")).flatMap(address -> Tree.each(subset.path("ports"))
                                .map(port -> Tree.text(address, "ip") + ":" + Tree.text(port, "port"))))
                .collect(Collectors.joining(","));
        return all.isEmpty() ? "<none>" : all;
    }

    private static int dataSize(JsonNode object) {
        return object.path("data").size() + object.path("binaryData").size();
    }
}
