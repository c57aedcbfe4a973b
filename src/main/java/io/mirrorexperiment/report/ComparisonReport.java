package io.mirrorexperiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The versions of a service side by side, reporter by reporter. Takes a graph whose callers are not told apart. Pure. */
public final class ComparisonReport {
    /** Changes when a reader of the old form could not read the new one. */
    public static final String SCHEMA = "mirror-experiment.io/comparison/v1";

    private ComparisonReport() {}

    /** Lines for a log or a terminal. */
    public static String text(Graph graph, Style style) {
        List<Block> blocks = new ArrayList<>();
        for (ComparisonTable table : ComparisonTable.of(graph)) {
            blocks.add(new Block.Line(Row.of(Tone.STRONG, table.title())));
            blocks.add(table.table());
            blocks.add(new Block.Line(Row.EMPTY));
        }
        blocks.addAll(remarks(graph));
        return new Section("", blocks)
                .rows(ConsoleReport.COLUMNS).stream()
                        .skip(1)
                        .map(row -> row.render(style) + "\n")
                        .collect(Collectors.joining());
    }

    private static List<Block> remarks(Graph graph) {
        List<Block> blocks = new ArrayList<>();
        if (graph.edges().isEmpty()) {
            blocks.add(new Block.Sentence(Tone.DOUBT, "Nobody told of any request or connection in this time."));
        }
        TrafficSection.reasons(graph).forEach(reason -> blocks.add(new Block.Item(Tone.FAINT, Tone.PLAIN, reason)));
        graph.remarks().forEach(remark -> blocks.add(new Block.Item(Tone.DOUBT, Tone.PLAIN, remark)));
        return blocks;
    }

    /** Tables for a pull request or a chat, in GitHub's dialect of Markdown. */
    public static String markdown(Graph graph) {
        MarkdownBlocks page = new MarkdownBlocks();
        ComparisonTable.of(graph).forEach(table -> page.section(new Section(table.title(), List.of(table.table()))));
        page.section(new Section("", remarks(graph)));
        return page.text();
    }

    /** For programs: JSON of the schema {@value #SCHEMA}, which {@code resources/schema/comparison.json} describes. */
    public static String json(Graph graph, Service service) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.set("service", TrafficJson.service(service));
        root.put("until", graph.at().toString());
        root.put("windowSeconds", (double) graph.window().toMillis() / 1000);
        ArrayNode versions = root.putArray("versions");
        for (Edge edge : graph.edges()) {
            ObjectNode version = versions.addObject();
            version.set("workload", TrafficJson.peer(edge.destination()));
            version.set("service", TrafficJson.service(edge.service()));
            version.put("protocol", Clean.line(edge.protocol()));
            version.set("mirror", TrafficJson.or(edge.copying(), TrafficJson::copying));
            version.set("reporters", TrafficJson.reporters(edge));
        }
        root.set("reasons", TrafficJson.texts(TrafficSection.reasons(graph)));
        root.set("remarks", TrafficJson.texts(graph.remarks()));
        return TrafficJson.written(root);
    }
}
