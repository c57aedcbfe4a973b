package io.mirrorexperiment.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The traffic of a window of time.
 *
 * @param at the end of the window
 * @param window its length
 * @param edges from service to service and caller to caller
 * @param treatments what routes and rules do to these requests, as far as they were read
 * @param remarks what a reader has to know, in sentences
 */
public record Graph(Instant at, Duration window, List<Edge> edges, List<Treatment> treatments, List<String> remarks) {
    private static final Comparator<Peer> BY_PLACE = Comparator.comparing(Peer::namespace)
            .thenComparing(Peer::cluster)
            .thenComparing(Peer::workload)
            .thenComparing(Peer::version)
            .thenComparing(Peer::app);

    private static final Comparator<Edge> ORDER = Comparator.comparing(
                    Edge::service, Comparator.comparing(Service::words))
            .thenComparing(Edge::destination, BY_PLACE)
            .thenComparing(Edge::source, BY_PLACE)
            .thenComparing(Edge::protocol);

    /** Copies; sorts. */
    public Graph {
        edges = edges.stream().sorted(ORDER).toList();
        treatments = List.copyOf(treatments);
        remarks = List.copyOf(remarks);
    }

    /** The same with one more remark. */
    public Graph with(String remark) {
        List<String> more = new ArrayList<>(remarks);
        more.add(remark);
        return new Graph(at, window, edges, treatments, more);
    }

    /** The same, of which so much is known by the routes: who gets copies, and what else is done to requests. */
    public Graph treated(List<Treatment> all) {
        List<Treatment> mirrors = all.stream().filter(Treatment::isMirror).toList();
        Set<Treatment> seen = new HashSet<>();
        List<Edge> marked =
                edges.stream().map(edge -> marked(edge, mirrors, seen)).toList();
        List<String> more = new ArrayList<>(remarks);
        new TreeSet<>(mirrors.stream()
                        .filter(mirror -> !seen.contains(mirror) && concerns(mirror))
                        .map(mirror -> mirror.where() + " " + mirror.words()
                                + ", but none of these copies was seen in the window.")
                        .toList())
                .forEach(more::add);
        return new Graph(at, window, marked, all, more);
    }

    private boolean concerns(Treatment mirror) {
        return edges.stream().anyMatch(edge -> mirror.holdsFor(edge.service()));
    }

    private static Edge marked(Edge edge, List<Treatment> mirrors, Set<Treatment> seen) {
        List<Treatment> ours =
                mirrors.stream().filter(mirror -> mirror.sendsTo(edge)).toList();
        if (ours.isEmpty()) {
            return edge;
        }
        seen.addAll(ours);
        boolean only = edge.atSource().filter(Flow::isBusy).isEmpty();
        return edge.copied(new Copying(ours.get(0).where(), ours.get(0).percent(), only));
    }

    /** The busiest edges; that others are left out becomes a remark. */
    public Graph atMost(int most) {
        if (edges.size() <= most) {
            return this;
        }
        List<Edge> busiest = edges.stream()
                .sorted(Comparator.comparingDouble(Edge::rate)
                        .thenComparingDouble(Edge::bytes)
                        .reversed())
                .limit(most)
                .toList();
        int fewer = edges.size() - most;
        return new Graph(at, window, busiest, treatments, remarks)
                .with("Of " + edges.size() + " edges the " + fewer + " quietest are left out.");
    }
}
