package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.Backends.Choice;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** A sidecar's way out for plain connections: routes each as the stored objects tell, and counts it as its source. */
final class TcpOutbound implements TcpDoor.Visitor {
    private final Proxy proxy;
    private final Origin origin;
    private final IstioMetrics metrics;

    TcpOutbound(Proxy proxy, Origin origin) {
        this.proxy = proxy;
        this.origin = origin;
        this.metrics = new IstioMetrics(proxy.metrics());
    }

    /** The first line stands for the address that iptables keeps: host and port that the application wanted. */
    @Override
    public void serve(Socket client) throws IOException {
        Authority asked = Authority.of(TcpStream.introduction(client));
        Optional<Cluster> cluster = route(asked, origin.at(asked.port().orElse(80)));
        if (cluster.isEmpty()) {
            refused(asked, Optional.empty(), Optional.empty(), "NR");
            return;
        }
        Optional<Choice> choice = proxy.backends().choose(cluster.get());
        if (choice.isEmpty()) {
            refused(asked, cluster, Optional.empty(), "UH");
            return;
        }
        Breaker breaker = choice.get().backend().breaker();
        if (!breaker.mayOpen()) {
            refused(asked, cluster, choice, "UO");
            return;
        }
        try {
            connect(client, asked, cluster.get(), choice.get());
        } finally {
            breaker.closed();
        }
    }

    private Optional<Cluster> route(Authority asked, Origin at) {
        RouteTable table = proxy.fabric().routes().get();
        double chance = proxy.fabric().dice().stream(
                        "tcp weights " + proxy.self().workload())
                .nextDouble();
        return WeightedDestination.choose(table.connections(asked.host(), at), chance)
                .flatMap(chosen -> table.cluster(chosen.destination(), at));
    }

    /** Envoy has accepted by then, and ends the connection without a byte: it counts as opened and closed. */
    private void refused(Authority asked, Optional<Cluster> cluster, Optional<Choice> choice, String flag) {
        IstioMetrics.Connection counted = counted(asked, cluster, choice, flag);
        counted.opened();
        counted.closed();
    }

    private IstioMetrics.Connection counted(
            Authority asked, Optional<Cluster> cluster, Optional<Choice> choice, String flag) {
        Peer destination = choice.map(Choice::endpoint).map(Endpoint::peer).orElse(Peer.UNKNOWN);
        IstioMetrics.Sides sides = new IstioMetrics.Sides(
                "source", proxy.self(), destination, cluster.map(Cluster::service), Peer.UNKNOWN_WORD);
        return metrics.connection(sides, asked.host(), flag);
    }

    private void connect(Socket client, Authority asked, Cluster cluster, Choice choice) throws IOException {
        try (Socket server = TcpStream.to(choice.port(cluster))) {
            choice.backend()
                    .outliers()
                    .note(choice.endpoint(), 200, choice.ready().size());
            if (choice.endpoint().meshed()) {
                TcpStream.introduce(server, proxy.self().encode());
            }
            IstioMetrics.Connection counted = counted(asked, Optional.of(cluster), Optional.of(choice), "-");
            counted.opened();
            try {
                TcpStream.join(client, server, counted::received, counted::sent);
            } finally {
                counted.closed();
            }
        } catch (java.net.ConnectException nobody) {
            choice.backend()
                    .outliers()
                    .note(choice.endpoint(), 503, choice.ready().size());
            refused(asked, Optional.of(cluster), Optional.of(choice), "UF");
        }
    }
}
