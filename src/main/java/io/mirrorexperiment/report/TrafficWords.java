package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Copying;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Peer;
import java.util.OptionalDouble;

/** What is said of edges, the same in every form. */
final class TrafficWords {
    private TrafficWords() {}

    static String title(Graph graph) {
        return "Traffic of the " + Numbers.duration(graph.window()) + " before " + Numbers.date(graph.at());
    }

    static String description(Graph graph) {
        long copies = graph.edges().stream().filter(Edge::isMirrored).count();
        return Numbers.count(graph.edges().size(), "edge") + " between workloads"
                + (copies == 0 ? "" : ", " + copies + " of them copies of a mirror")
                + ". The same numbers stand in the table.";
    }

    /** Who it is, with its version where its name does not say that. */
    static String peer(Peer peer) {
        boolean said = peer.version().isEmpty()
                || peer.version().equals("latest")
                || peer.workload().contains(peer.version());
        return peer.name()
                + (said ? "" : " (" + peer.version() + ")")
                + (peer.cluster().isEmpty() ? "" : " @" + peer.cluster());
    }

    static String callee(Edge edge) {
        if (edge.destination().isUnknown()) {
            return edge.service().name().isEmpty()
                    ? "nobody"
                    : "nobody of " + edge.service().name();
        }
        return peer(edge.destination());
    }

    static String ends(Edge edge) {
        return peer(edge.source()) + (edge.isMirrored() ? " ⇢ " : " → ") + callee(edge);
    }

    /** What goes over it. */
    static String kind(Edge edge) {
        if (edge.copying().isEmpty()) {
            return edge.protocol();
        }
        Copying copying = edge.copying().get();
        return copying.only() ? "copies" + percent(copying.percent()) : edge.protocol() + " + copies";
    }

    static String percent(OptionalDouble percent) {
        return percent.isPresent() ? ", " + Numbers.plain(percent.getAsDouble()) + " %" : "";
    }

    /** On the line: what the source's proxy counts, or that it counts no copies. */
    static String above(Edge edge) {
        return edge.isMirrored()
                ? kind(edge)
                : edge.atSource().map(TrafficNumbers::brief).orElse("");
    }

    /** Under the line: what the destination's proxy counts, or a waypoint. */
    static String below(Edge edge) {
        return edge.atDestination()
                .or(edge::atWaypoint)
                .map(TrafficNumbers::brief)
                .orElse("");
    }

    /** For those who hear the picture or point at a line. */
    static String spoken(Edge edge) {
        StringBuilder words = new StringBuilder(
                edge.source().words() + " to " + edge.service().words() + ", "
                        + (edge.destination().isUnknown()
                                ? "no workload reached"
                                : edge.destination().words()) + ", " + kind(edge));
        edge.atSource().ifPresent(flow -> words.append("; source: ").append(spoken(flow)));
        edge.atDestination().ifPresent(flow -> words.append("; destination: ").append(spoken(flow)));
        edge.atWaypoint().ifPresent(flow -> words.append("; waypoint: ").append(spoken(flow)));
        return words.toString();
    }

    private static String spoken(Flow flow) {
        return flow.bytes()
                .map(bytes -> TrafficNumbers.bytes(bytes.sent()) + " answered, "
                        + TrafficNumbers.bytes(bytes.received()) + " sent to it")
                .orElseGet(() -> TrafficNumbers.rate(flow.requests()) + ", " + TrafficNumbers.share(flow.errorShare())
                        + " errors, p95 " + TrafficNumbers.p95(flow));
    }
}
