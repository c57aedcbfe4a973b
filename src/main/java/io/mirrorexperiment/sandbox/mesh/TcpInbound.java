package io.mirrorexperiment.sandbox.mesh;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** A sidecar's way in for plain connections: passes each to the application beside it, and counts it as its destination. */
final class TcpInbound implements TcpDoor.Visitor {
    private final Proxy proxy;
    private final Endpoint endpoint;
    private final int appPort;
    private final IstioMetrics metrics;

    TcpInbound(Proxy proxy, Endpoint endpoint, int appPort) {
        this.proxy = proxy;
        this.endpoint = endpoint;
        this.appPort = appPort;
        this.metrics = new IstioMetrics(proxy.metrics());
    }

    /** Who sends it is told in a first line, as sidecars tell it each other in a first message (Istio's peer exchange). */
    @Override
    public void serve(Socket client) throws IOException {
        Peer source = Peer.decoded(TcpStream.introduction(client)).orElse(Peer.UNKNOWN);
        Optional<KubeService> service = proxy.fabric().routes().get().serviceOf(endpoint, "");
        String security = source.equals(Peer.UNKNOWN) ? "none" : "mutual_tls";
        IstioMetrics.Connection counted = metrics.connection(
                new IstioMetrics.Sides("destination", source, proxy.self(), service, security), Peer.UNKNOWN_WORD, "-");
        try (Socket server = TcpStream.to(appPort)) {
            counted.opened();
            TcpStream.join(client, server, counted::received, counted::sent);
        } finally {
            counted.closed();
        }
    }
}
