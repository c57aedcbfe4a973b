package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Service;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * The traffic in Graphviz' DOT language: services are clusters, copies of a mirror are dashed.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">Graphviz: the DOT language</a>
 */
final class TrafficDot {
    private final Graph graph;
    private final TrafficLayout layout;
    private final IdentityHashMap<TrafficBox.Seat, String> names = new IdentityHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private TrafficDot(Graph graph) {
        this.graph = graph;
        this.layout = TrafficLayout.of(graph);
    }

    static String of(Graph graph) {
        return new TrafficDot(graph).text();
    }

    private String text() {
        text.append("digraph traffic {\n");
        text.append("  graph [rankdir=LR, fontname=\"Helvetica\", label=").append(quoted(TrafficWords.title(graph)));
        text.append("];\n  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n");
        text.append("  edge [fontname=\"Helvetica\", fontsize=10];\n");
        int number = 0;
        for (TrafficBox box : layout.boxes()) {
            box(box, number++);
        }
        layout.lines().forEach(this::line);
        return text.append("}\n").toString();
    }

    private void box(TrafficBox box, int number) {
        Optional<Service> service = box.service();
        service.ifPresent(each -> text.append("  subgraph cluster_")
                .append(number)
                .append(" {\n    label=")
                .append(quoted(each.words()))
                .append(";\n"));
        String indent = service.isPresent() ? "    " : "  ";
        for (TrafficBox.Seat seat : box.seats()) {
            String name = "n" + (names.size() + 1);
            names.put(seat, name);
            String label = seat.peer().isUnknown() && service.isPresent() ? "nobody reached" : label(seat);
            text.append(indent)
                    .append(name)
                    .append(" [label=")
                    .append(quoted(label))
                    .append("];\n");
        }
        text.append(service.isPresent() ? "  }\n" : "");
    }

    private static String label(TrafficBox.Seat seat) {
        String namespace = seat.peer().namespace();
        return TrafficWords.peer(seat.peer()) + (namespace.isEmpty() ? "" : "\n" + namespace);
    }

    private void line(TrafficLine line) {
        Edge edge = line.edge();
        TrafficLook look = TrafficLook.of(edge);
        String above = TrafficWords.above(edge);
        String below = TrafficWords.below(edge);
        String label = above.isEmpty() || below.isEmpty() ? above + below : above + "\n" + below;
        text.append("  ")
                .append(names.get(line.from()))
                .append(" -> ")
                .append(names.get(line.to()))
                .append(" [label=")
                .append(quoted(label))
                .append(", color=")
                .append(quoted(look.colour()))
                .append(look.dashed() ? ", style=dashed" : "")
                .append("];\n");
    }

    /** In double quotes only these two signs mean something; a line feed is written as one. */
    private static String quoted(String words) {
        String clean = words.lines()
                .map(Clean::line)
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
        return '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
