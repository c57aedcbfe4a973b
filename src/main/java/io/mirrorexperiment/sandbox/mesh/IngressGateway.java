package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.ScrapeTarget;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mesh's ingress gateway: one proxy in {@code istio-system} with the labels of Istio's own, which obeys all Gateway
 * objects that select it. It has a door for each of their ports, and always one for port 80.
 */
final class IngressGateway implements Endpoint, AutoCloseable {
    static final int HTTP = 80;
    private static final String NAME = "istio-ingressgateway";
    private static final String NAMESPACE = "istio-system";

    private final Proxy proxy;
    private final OutboundProxy outbound;
    private final Door stats;
    private final Map<Integer, Door> doors = new ConcurrentHashMap<>();

    IngressGateway(Fabric fabric) {
        Map<String, String> labels = Map.of("app", NAME, "istio", "ingressgateway");
        proxy = Proxy.of(Peer.of(NAME, NAMESPACE, labels, NAME), labels, fabric);
        outbound = new OutboundProxy(proxy, new Origin(false, HTTP, NAMESPACE, labels));
        stats = proxy.statsDoor();
        open(HTTP);
    }

    private void open(int port) {
        doors.computeIfAbsent(
                port, number -> Door.open("gateway-" + number, request -> outbound.carry(request, number)));
    }

    /** Opens the doors that Gateway objects ask for; none is closed again. */
    void obey(List<GatewayServer> servers) {
        servers.stream().filter(server -> server.obeyedBy(labels())).forEach(server -> open(server.port()));
    }

    URI url(int port) {
        Door door = doors.get(port);
        if (door == null) {
            throw new IllegalArgumentException(
                    "No Gateway object opens port " + port + " of the ingress gateway; open are " + doors.keySet());
        }
        return URI.create("http://127.0.0.1:" + door.port());
    }

    LogBook log() {
        return proxy.log();
    }

    ScrapeTarget scrapeTarget() {
        return ScrapeTarget.ofPod(stats.port(), NAMESPACE, NAME, labels());
    }

    @Override
    public Peer peer() {
        return proxy.self();
    }

    @Override
    public Map<String, String> labels() {
        return proxy.labels();
    }

    /** Istio's gateway pods listen on 8080 for what their Service calls 80. */
    @Override
    public OptionalInt doorFor(int containerPort) {
        Door door = doors.get(containerPort == 8080 && !doors.containsKey(8080) ? HTTP : containerPort);
        return door == null ? OptionalInt.empty() : OptionalInt.of(door.port());
    }

    @Override
    public void close() {
        doors.values().forEach(Door::closeGently);
        stats.close();
        proxy.close();
    }
}
