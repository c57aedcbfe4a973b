package io.mirrorexperiment.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Edges between the workloads of the travels demo. */
final class Edges {
    static final Service TRAVELS = new Service("travel-agency", "travels");
    static final Peer VOYAGES = new Peer("", "travel-portal", "voyages", "voyages", "v1");

    private Edges() {}

    static Peer travels(String version) {
        return new Peer("", "travel-agency", "travels-" + version, "travels", version);
    }

    static Edge edge(Peer source, Peer destination, Optional<Flow> here, Optional<Flow> there) {
        return new Edge(source, TRAVELS, destination, "http", here, there, Optional.empty(), Optional.empty());
    }

    static Optional<Flow> flow(double requests, double failed, double mean, Map<String, Double> flags) {
        Latency latency = new Latency(
                OptionalDouble.of(mean),
                OptionalDouble.of(mean),
                OptionalDouble.of(mean),
                OptionalDouble.of(2 * mean),
                OptionalDouble.of(3 * mean));
        return Optional.of(new Flow(requests, failed, latency, flags, Optional.empty()));
    }

    static Optional<Flow> flow(double requests) {
        return flow(requests, 0, 5, Map.of());
    }

    static Graph graph(Edge... edges) {
        return new Graph(
                Instant.parse("2026-11-22T10:00:00Z"), Duration.ofMinutes(5), List.of(edges), List.of(), List.of());
    }

    static Treatment mirror(Map<String, String> labels, Set<String> workloads) {
        return new Treatment(
                Treatment.Kind.MIRROR,
                TRAVELS,
                "VirtualService travel-agency/travels",
                "mirrors 50 % of the requests to travels.travel-agency, subset v3",
                OptionalDouble.of(50),
                Optional.of(new CopyTarget(TRAVELS, labels, workloads)));
    }

    static Treatment treatment(Treatment.Kind kind, String words) {
        return new Treatment(
                kind, TRAVELS, "VirtualService travel-agency/travels", words, OptionalDouble.empty(), Optional.empty());
    }
}
