package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Reasons;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.journal.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The traffic as a table, and why the two ends of an edge tell different things. */
final class TrafficSection {
    static final String TITLE = "Traffic";

    private static final int MOST_REASONS = 12;

    private TrafficSection() {}

    static Section of(Facts facts) {
        return facts.last(Entry.Pictured.class)
                .map(pictured -> of(pictured.traffic()))
                .orElse(new Section(TITLE, List.of()));
    }

    private static Section of(Sight sight) {
        return sight instanceof Sight.Seen seen
                ? new Section(TITLE, blocks(seen.graph()))
                : new Section(
                        TITLE,
                        List.of(new Block.Sentence(
                                Tone.FAINT, "No picture of the traffic: " + ((Sight.Unseen) sight).because() + ".")));
    }

    static List<Block> blocks(Graph graph) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Sentence(Tone.FAINT, TrafficWords.title(graph) + "."));
        blocks.add(
                graph.edges().isEmpty()
                        ? new Block.Sentence(Tone.DOUBT, "Nobody told of any request or connection in this time.")
                        : table(graph));
        reasons(graph).forEach(reason -> blocks.add(new Block.Item(Tone.FAINT, Tone.PLAIN, reason)));
        graph.remarks().forEach(remark -> blocks.add(new Block.Item(Tone.DOUBT, Tone.PLAIN, remark)));
        return blocks;
    }

    private static Table table(Graph graph) {
        Table.Builder table = new Table.Builder(
                Table.Column.LEFT,
                Table.Column.LEFT,
                Table.Column.LEFT,
                Table.Column.LEFT,
                Table.Column.RIGHT,
                Table.Column.RIGHT,
                Table.Column.RIGHT);
        table.row(heads("from", "to", "what", "told by", "rate", "errors", "p95"));
        graph.edges().forEach(edge -> rows(table, edge));
        return table.table();
    }

    static List<Row> heads(String... words) {
        return java.util.Arrays.stream(words)
                .map(word -> Row.of(Tone.FAINT, word))
                .toList();
    }

    private static void rows(Table.Builder table, Edge edge) {
        edge.atSource().ifPresent(flow -> row(table, edge, "source", flow));
        edge.atDestination().ifPresent(flow -> row(table, edge, "destination", flow));
        edge.atWaypoint().ifPresent(flow -> row(table, edge, "waypoint", flow));
    }

    /** Each row tells the whole: whoever hears the page hears them one by one. */
    private static void row(Table.Builder table, Edge edge, String reporter, Flow flow) {
        Row what = Row.of(edge.isMirrored() ? Tone.STRONG : Tone.PLAIN, TrafficWords.kind(edge));
        boolean tcp = flow.bytes().isPresent();
        String rate = flow.bytes()
                .map(bytes -> TrafficNumbers.bytes(bytes.sent() + bytes.received()))
                .orElseGet(() -> TrafficNumbers.rate(flow.requests()));
        table.row(List.of(
                Row.of(TrafficWords.peer(edge.source())),
                Row.of(TrafficWords.callee(edge)),
                what,
                Row.of(reporter),
                Row.of(rate),
                tcp ? Row.of(Numbers.NONE) : errors(flow),
                Row.of(tcp ? Numbers.NONE : TrafficNumbers.p95(flow))));
    }

    private static Row errors(Flow flow) {
        double share = flow.errorShare();
        return Row.of(TrafficNumbers.tone(share), TrafficNumbers.sign(share) + TrafficNumbers.share(share));
    }

    /** Each sentence once, with all edges that it is true of. */
    static List<String> reasons(Graph graph) {
        Map<String, List<String>> edges = new LinkedHashMap<>();
        for (Edge edge : graph.edges()) {
            Reasons.of(edge, graph.treatments())
                    .forEach(reason -> edges.computeIfAbsent(reason, sentence -> new ArrayList<>())
                            .add(TrafficWords.ends(edge)));
        }
        List<String> sentences = new ArrayList<>();
        edges.forEach((reason, of) -> sentences.add(listed(of) + ": " + reason));
        return sentences.size() <= MOST_REASONS ? sentences : shortened(sentences);
    }

    private static List<String> shortened(List<String> sentences) {
        List<String> some = new ArrayList<>(sentences.subList(0, MOST_REASONS));
        some.add("And " + (sentences.size() - MOST_REASONS) + " more; `-o json` has all.");
        return some;
    }

    private static String listed(List<String> edges) {
        return edges.size() <= 3
                ? String.join(", ", edges)
                : String.join(", ", edges.subList(0, 2)) + " and " + (edges.size() - 2) + " more";
    }
}
