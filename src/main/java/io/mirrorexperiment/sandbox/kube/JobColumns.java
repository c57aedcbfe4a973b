package io.mirrorexperiment.sandbox.kube;

import static io.mirrorexperiment.sandbox.kube.TableColumn.AGE;
import static io.mirrorexperiment.sandbox.kube.TableColumn.NAME;
import static io.mirrorexperiment.sandbox.kube.TableColumn.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a table shows Jobs. */
final class JobColumns {
    static final List<TableColumn> ALL = List.of(
            NAME,
            text("Status", JobColumns::status),
            text("Completions", JobColumns::completions),
            new TableColumn("Duration", "string", 0, (job, now) -> TextNode.valueOf(duration(job, now))),
            AGE);

    private JobColumns() {}

    private static String status(JsonNode job) {
        for (String type : List.of("Complete", "Failed", "Suspended")) {
            if (isTrue(job, type)) {
                return type;
            }
        }
        return "Running";
    }

    private static boolean isTrue(JsonNode job, String type) {
        return Tree.each(Tree.at(job, "status", "conditions"))
                .filter(condition -> Tree.text(condition, "type").equals(type))
                .anyMatch(condition -> Tree.text(condition, "status").equals("True"));
    }

    private static String completions(JsonNode job) {
        return Tree.number(job, 0, "status", "succeeded") + "/" + Tree.number(job, 1, "spec", "completions");
    }

    private static String duration(JsonNode job, Instant now) {
        return Tree.word(job, "status", "startTime")
                .map(Instant::parse)
                .map(from -> Duration.between(
                        from,
                        Tree.word(job, "status", "completionTime")
                                .map(Instant::parse)
                                .orElse(now)))
                .map(Ages::shown)
                .orElse("");
    }
}
