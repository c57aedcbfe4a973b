package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one reporter tells of each version: measures in rows, versions in columns.
 *
 * @param title who tells
 */
record ComparisonTable(String title, Table table) {
    static List<ComparisonTable> of(Graph graph) {
        String window = "in the " + Numbers.duration(graph.window()) + " before " + Numbers.date(graph.at());
        return Stream.of(
                        table(graph, "As the source's proxies tell, " + window, Edge::atSource),
                        table(graph, "As the destination's proxies tell, " + window, Edge::atDestination),
                        table(graph, "As waypoints tell, " + window, Edge::atWaypoint))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of a version that a reporter says nothing of, the column says so. */
    private static Optional<ComparisonTable> table(Graph graph, String title, Function<Edge, Optional<Flow>> side) {
        List<Edge> edges = graph.edges();
        if (edges.stream().allMatch(edge -> side.apply(edge).isEmpty())) {
            return Optional.empty();
        }
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.LEFT));
        edges.forEach(edge -> columns.add(Table.Column.RIGHT));
        Table.Builder table = new Table.Builder(columns.toArray(Table.Column[]::new));
        table.row(row("", edges, edge -> Row.of(Tone.FAINT, TrafficWords.callee(edge))));
        table.row(row("what", edges, edge -> Row.of(TrafficWords.kind(edge))));
        boolean http = edges.stream().anyMatch(edge -> !edge.isTcp());
        if (http) {
            requests(table, edges, side, graph);
            latencies(table, edges, side);
        }
        if (edges.stream().anyMatch(Edge::isTcp)) {
            bytes(table, edges, side);
        }
        return Optional.of(new ComparisonTable(title, table.table()));
    }

    private static void requests(
            Table.Builder table, List<Edge> edges, Function<Edge, Optional<Flow>> side, Graph graph) {
        double seconds = (double) graph.window().toMillis() / 1000;
        table.row(cells(
                "requests, about", edges, side, flow -> Row.of(Numbers.count(Math.round(flow.requests() * seconds)))));
        table.row(cells("rate", edges, side, flow -> Row.of(TrafficNumbers.rate(flow.requests()))));
        table.row(cells("errors", edges, side, flow -> {
            double share = flow.errorShare();
            return Row.of(TrafficNumbers.tone(share), TrafficNumbers.sign(share) + TrafficNumbers.share(share));
        }));
        if (edges.stream()
                .anyMatch(edge ->
                        side.apply(edge).filter(flow -> !flow.flags().isEmpty()).isPresent())) {
            table.row(cells(
                    "flags",
                    edges,
                    side,
                    flow -> Row.of(
                            flow.flags().isEmpty()
                                    ? Numbers.NONE
                                    : String.join(" ", flow.flags().keySet()))));
        }
    }

    private static void latencies(Table.Builder table, List<Edge> edges, Function<Edge, Optional<Flow>> side) {
        table.row(latency("mean", edges, side, Latency::mean));
        table.row(latency("p50", edges, side, Latency::p50));
        table.row(latency("p90", edges, side, Latency::p90));
        table.row(latency("p95", edges, side, Latency::p95));
        table.row(latency("p99", edges, side, Latency::p99));
    }

    private static List<Row> latency(
            String name,
            List<Edge> edges,
            Function<Edge, Optional<Flow>> side,
            Function<Latency, OptionalDouble> which) {
        return cells(name, edges, side, flow -> Row.of(TrafficNumbers.millis(which.apply(flow.latency()))));
    }

    private static void bytes(Table.Builder table, List<Edge> edges, Function<Edge, Optional<Flow>> side) {
        table.row(carried("answered", edges, side, bytes -> TrafficNumbers.bytes(bytes.sent())));
        table.row(carried("sent to it", edges, side, bytes -> TrafficNumbers.bytes(bytes.received())));
        table.row(carried("connections", edges, side, bytes -> TrafficNumbers.rate(bytes.opened())));
    }

    private static List<Row> carried(
            String name, List<Edge> edges, Function<Edge, Optional<Flow>> side, Function<Bytes, String> which) {
        return row(
                name,
                edges,
                edge -> Row.of(side.apply(edge).flatMap(Flow::bytes).map(which).orElse(Numbers.NONE)));
    }

    private static List<Row> cells(
            String name, List<Edge> edges, Function<Edge, Optional<Flow>> side, Function<Flow, Row> which) {
        return row(
                name,
                edges,
                edge -> edge.isTcp()
                        ? Row.of(Numbers.NONE)
                        : side.apply(edge).map(which).orElse(Row.of(Numbers.NONE)));
    }

    private static List<Row> row(String name, List<Edge> edges, Function<Edge, Row> cell) {
        List<Row> row = new ArrayList<>(List.of(Row.of(Tone.FAINT, name)));
        edges.forEach(edge -> row.add(cell.apply(edge)));
        return row;
    }
}
