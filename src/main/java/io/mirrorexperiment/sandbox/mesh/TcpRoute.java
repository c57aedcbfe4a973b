package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One entry of a VirtualService's {@code tcp}.
 *
 * @param matches alternatives; empty: every connection
 */
record TcpRoute(List<Match> matches, List<WeightedDestination> destinations) {
    static List<TcpRoute> list(JsonNode tcp, String namespace) {
        List<TcpRoute> all = new ArrayList<>();
        for (JsonNode entry : tcp) {
            List<Match> matches = new ArrayList<>();
            entry.path("match").forEach(match -> matches.add(Match.of(match, namespace)));
            all.add(new TcpRoute(List.copyOf(matches), WeightedDestination.list(entry.path("route"), namespace)));
        }
        return List.copyOf(all);
    }

    /** Istio's L4MatchAttributes, but for subnets: here all addresses are one. */
    record Match(OptionalInt port, Map<String, String> sourceLabels, String sourceNamespace, List<String> gateways) {
        static Match of(JsonNode node, String namespace) {
            List<String> gateways = new ArrayList<>();
            node.path("gateways").forEach(name -> gateways.add(HostName.gateway(name.asText(), namespace)));
            return new Match(
                    node.path("port").isInt() ? OptionalInt.of(node.path("port").intValue()) : OptionalInt.empty(),
                    Peer.labels(node.path("sourceLabels")),
                    node.path("sourceNamespace").asText(""),
                    List.copyOf(gateways));
        }

        boolean holds(Origin origin) {
            return (port.isEmpty() || port.getAsInt() == origin.port())
                    && (gateways.isEmpty() || gateways.contains(Origin.MESH))
                    && (sourceNamespace.isEmpty() || sourceNamespace.equals(origin.namespace()))
                    && origin.labels().entrySet().containsAll(sourceLabels.entrySet());
        }
    }

    /** Whether a sidecar takes this route for a connection of its application. */
    boolean takes(Origin origin) {
        return matches.isEmpty() || matches.stream().anyMatch(match -> match.holds(origin));
    }
}
