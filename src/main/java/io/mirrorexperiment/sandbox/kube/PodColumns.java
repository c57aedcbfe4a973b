package io.mirrorexperiment.sandbox.kube;

import static io.mirrorexperiment.sandbox.kube.TableColumn.AGE;
import static io.mirrorexperiment.sandbox.kube.TableColumn.NAME;
import static io.mirrorexperiment.sandbox.kube.TableColumn.text;
import static io.mirrorexperiment.sandbox.kube.TableColumn.wide;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.stream.Stream;

/** How a table shows pods. */
final class PodColumns {
    static final List<TableColumn> ALL = List.of(
            NAME,
            text("Ready", PodColumns::ready),
            text("Status", PodColumns::status),
            text("Restarts", PodColumns::restarts),
            AGE,
            wide("IP", pod -> Tree.word(pod, "status", "podIP").orElse("<none>")),
            wide("Node", pod -> Tree.word(pod, "spec", "nodeName").orElse("<none>")),
            wide("Nominated Node", pod -> "<none>"),
            wide("Readiness Gates", pod -> "<none>"));

    private PodColumns() {}

    private static String ready(JsonNode pod) {
        long ready = Tree.each(Tree.at(pod, "status", "containerStatuses"))
                .filter(status -> status.path("ready").asBoolean())
                .count();
        return ready + "/" + Tree.at(pod, "spec", "containers").size();
    }

    private static String status(JsonNode pod) {
        if (Tree.leaving(pod)) {
            return "Terminating";
        }
        if (!Tree.text(pod, "status", "reason").isEmpty()) {
            return Tree.text(pod, "status", "reason");
        }
        return Stream.of("waiting", "terminated")
                .flatMap(state -> Tree.each(Tree.at(pod, "status", "containerStatuses"))
                        .map(status -> Tree.text(status, "state", state, "reason")))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElseGet(() -> Tree.text(pod, "status", "phase"));
    }

    private static String restarts(JsonNode pod) {
        return Integer.toString(Tree.each(Tree.at(pod, "status", "containerStatuses"))
                .mapToInt(status -> status.path("restartCount").asInt())
                .sum());
    }
}
