package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One server of an Istio Gateway object: hosts that are let in at a port.
 *
 * @param gateway namespace/name of the Gateway
 * @param selector labels of the gateway pods that obey it
 */
record GatewayServer(String gateway, Map<String, String> selector, int port, List<String> hosts) {
    /** The plain HTTP servers of all Gateways; those that end TLS are beyond a sandbox without certificates. */
    static List<GatewayServer> list(List<ObjectNode> objects) {
        List<GatewayServer> all = new ArrayList<>();
        for (ObjectNode object : objects) {
            String name = HostName.gateway(
                    object.path("metadata").path("name").asText(),
                    object.path("metadata").path("namespace").asText("default"));
            Map<String, String> selector = Peer.labels(object.path("spec").path("selector"));
            for (JsonNode server : object.path("spec").path("servers")) {
                if (isPlain(server)) {
                    all.add(new GatewayServer(
                            name, selector, server.path("port").path("number").asInt(), hosts(server)));
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean isPlain(JsonNode server) {
        String protocol = server.path("port").path("protocol").asText("HTTP").toUpperCase(Locale.ROOT);
        return protocol.equals("HTTP") || protocol.equals("HTTP2") || protocol.equals("GRPC");
    }

    /** Of {@code namespace/host} only the host counts here. */
    private static List<String> hosts(JsonNode server) {
        List<String> hosts = new ArrayList<>();
        server.path("hosts")
                .forEach(host -> hosts.add(host.asText().substring(host.asText().indexOf('/') + 1)));
        return List.copyOf(hosts);
    }

    boolean admits(String host) {
        return hosts.stream().anyMatch(pattern -> HostName.fit(pattern, host) >= 0);
    }

    boolean obeyedBy(Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
