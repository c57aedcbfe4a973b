package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Latency;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Traffic as one would see it in the travels demo of seed 004, and odd traffic. */
final class Travels {
    private static final Instant AT = Instant.parse("2026-11-22T10:05:00Z");
    private static final String PORTAL = "travel-portal";
    private static final String AGENCY = "travel-agency";

    private final List<Edge> edges = new ArrayList<>();

    private Travels() {}

    /** By name, in the order in which a person would look at them. */
    static Map<String, Graph> all() {
        Map<String, Graph> all = new LinkedHashMap<>();
        all.put("travels", travels());
        all.put("versions", versions());
        all.put("nothing", graph(List.of()).with("No route was read: there is no cluster."));
        all.put("odd", odd());
        all.put("many", many());
        return all;
    }

    /** 80/20 with a third version mirrored at half, a delay, a time-out, a circuit breaker, and a database. */
    static Graph travels() {
        Travels some = new Travels();
        for (String portal : List.of("travels", "viaggi", "voyages")) {
            Peer caller = new Peer("", PORTAL, portal, portal, "v1");
            double rate = portal.equals("voyages") ? 6 : 12;
            some.http(caller, "travels", version("travels", "v1"), flow(.8 * rate, 0, 42), flow(.8 * rate, 0, 39));
            some.http(caller, "travels", version("travels", "v2"), flow(.2 * rate, 0, 44), flow(.2 * rate, 0, 41));
            some.http(caller, "travels", version("travels", "v3"), Optional.empty(), flow(.5 * rate, 0, 47));
        }
        some.http(Peer.UNKNOWN, "travels", version("travels", "v1"), Optional.empty(), flow(.25, 0, 40));
        for (String version : List.of("v1", "v2", "v3")) {
            Peer travels = version("travels", version);
            double rate = version.equals("v1") ? 24 : version.equals("v2") ? 6 : 15;
            some.http(
                    travels,
                    "hotels",
                    version("hotels", "v1"),
                    flow(rate, 0, 5012, Map.of("DI", rate)),
                    flow(rate, 0, 11));
            some.http(
                    travels,
                    "flights",
                    version("flights", "v1"),
                    flow(rate, .004 * rate, 2003, Map.of("UT", .004 * rate)),
                    flow(rate, 0, 15));
        }
        some.http(
                version("travels", "v1"),
                "insurances",
                Peer.UNKNOWN,
                flow(18, 18, 1, Map.of("UO", 18.0)),
                Optional.empty());
        some.http(version("travels", "v1"), "insurances", version("insurances", "v1"), flow(6, 0, 9), flow(6, 0, 8));
        some.tcp(version("hotels", "v1"), 1_250_000, 84_000);
        some.tcp(version("insurances", "v1"), 900, 120);
        return graph(some.edges).treated(treatments());
    }

    private static List<Treatment> treatments() {
        return List.of(
                new Treatment(
                        Treatment.Kind.MIRROR,
                        new Service(AGENCY, "travels"),
                        "VirtualService travel-agency/travels",
                        "mirrors 50 % of the requests to travels.travel-agency, subset v3",
                        OptionalDouble.of(50),
                        Optional.of(new CopyTarget(
                                new Service(AGENCY, "travels"), Map.of("version", "v3"), Set.of("travels-v3")))),
                treatment(Treatment.Kind.DELAY, "hotels", "VirtualService", "delays 100 % of the requests by 5s"),
                treatment(
                        Treatment.Kind.TIMEOUT, "flights", "VirtualService", "gives requests that match it 2s at most"),
                treatment(
                        Treatment.Kind.LIMIT, "insurances", "DestinationRule", "limits connections: maxConnections 1"));
    }

    private static Treatment treatment(Treatment.Kind kind, String service, String where, String words) {
        return new Treatment(
                kind,
                new Service(AGENCY, service),
                where + " travel-agency/" + service,
                words,
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** Versions side by side: callers are not told apart. */
    static Graph versions() {
        Travels some = new Travels();
        some.http(Peer.EVERYBODY, "travels", version("travels", "v1"), flow(24, .024, 42), flow(24, 0, 39));
        some.http(Peer.EVERYBODY, "travels", version("travels", "v2"), flow(6, 1.2, 44), flow(6, 1.2, 41));
        some.http(Peer.EVERYBODY, "travels", version("travels", "v3"), Optional.empty(), flow(15, 0, 47));
        return graph(some.edges).treated(treatments().subList(0, 1));
    }

    /** The traffic of a run: what its report holds. */
    static Graph ofARun() {
        Service reviews = new Service("default", "reviews");
        Peer page = new Peer("", "default", "productpage-v1", "productpage", "v1");
        Peer gone = new Peer("", "default", "cron", "cron", "");
        Peer live = new Peer("", "default", "reviews-v1", "reviews", "v1");
        Peer dark = new Peer("", "default", "reviews-v2", "reviews", "v2");
        List<Edge> edges = List.of(
                edge(page, reviews, live, flow(50, .01, 21), flow(50, .01, 20)),
                edge(new Peer("", "web", "shop", "shop", "v7"), reviews, live, flow(4, .02, 25), flow(4, .02, 20)),
                edge(page, reviews, dark, Optional.empty(), flow(20, 0, 24)),
                edge(gone, reviews, live, flow(.5, .1, 30, Map.of("UT", .1)), flow(.5, 0, 20)),
                new Edge(
                        live,
                        new Service("default", "mysqldb"),
                        new Peer("", "default", "mysqldb-v1", "mysqldb", "v1"),
                        Edge.TCP,
                        carried(2_000, 300),
                        carried(2_000, 300),
                        Optional.empty(),
                        Optional.empty()));
        Treatment mirror = new Treatment(
                Treatment.Kind.MIRROR,
                reviews,
                "the mirror of this run",
                "copies requests to reviews-v2",
                OptionalDouble.of(40),
                Optional.of(new CopyTarget(reviews, Map.of(), Set.of("reviews-v2"))));
        return graph(edges).treated(List.of(mirror));
    }

    /** Names that want to break out, circles, two clusters, a waypoint, an outside host, nothing known. */
    static Graph odd() {
        Peer evil = new Peer("", "a<b>&\"'", "w</svg><script>\"x\\n\u0007", "", "v\"1\"");
        Peer east = new Peer("east", "shop", "cart", "cart", "");
        Peer west = new Peer("west", "shop", "cart", "cart", "");
        Service cart = new Service("shop", "cart");
        return graph(List.of(
                        edge(evil, cart, east, flow(1, 1, 5, Map.of("<UT>", 1.0)), Optional.empty()),
                        edge(east, cart, west, flow(2, 0, 5), flow(3, .5, 5)),
                        edge(west, cart, east, flow(0.001, 0, 5), Optional.empty()),
                        edge(east, cart, east, flow(1, 0, 5), flow(1, 0, 5)),
                        edge(
                                east,
                                new Service("", "example.com:443"),
                                Peer.UNKNOWN,
                                flow(1, 0, 250_000),
                                Optional.empty()),
                        new Edge(
                                west,
                                new Service("a<b>&\"'", "evil"),
                                evil,
                                "grpc",
                                Optional.empty(),
                                Optional.empty(),
                                flow(7, 0, 1),
                                Optional.empty()),
                        edge(Peer.UNKNOWN, new Service("", ""), Peer.UNKNOWN, Optional.empty(), flow(12_345, 0, 5))))
                .with("3 values were left out: NaN; <b>|pipes|</b> *stars*.");
    }

    /** 200 edges. */
    static Graph many() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Peer from = new Peer("", "shop", "service-" + i % 20, "service-" + i % 20, "v1");
            int to = (i * 7 + i / 20) % 25 + 15;
            Peer callee =
                    new Peer("", "shop", "service-" + to + "-v" + (1 + i % 2), "service-" + to, "v" + (1 + i % 2));
            edges.add(edge(from, new Service("shop", "service-" + to), callee, flow(i, 0, i), flow(i, 0, i)));
        }
        return graph(edges);
    }

    private static Graph graph(List<Edge> edges) {
        return new Graph(AT, Duration.ofMinutes(5), edges, List.of(), List.of());
    }

    private static Peer version(String app, String version) {
        return new Peer("", AGENCY, app + "-" + version, app, version);
    }

    private void http(Peer source, String service, Peer destination, Optional<Flow> here, Optional<Flow> there) {
        edges.add(edge(source, new Service(AGENCY, service), destination, here, there));
    }

    private void tcp(Peer source, double sent, double received) {
        edges.add(new Edge(
                source,
                new Service(AGENCY, "mysqldb"),
                version("mysqldb", "v1"),
                Edge.TCP,
                carried(sent, received),
                carried(sent, received),
                Optional.empty(),
                Optional.empty()));
    }

    private static Edge edge(
            Peer source, Service service, Peer destination, Optional<Flow> here, Optional<Flow> there) {
        return new Edge(source, service, destination, "http", here, there, Optional.empty(), Optional.empty());
    }

    private static Optional<Flow> carried(double sent, double received) {
        return Optional.of(new Flow(0, 0, Latency.UNKNOWN, Map.of(), Optional.of(new Bytes(sent, received, .5))));
    }

    private static Optional<Flow> flow(double requests, double failed, double mean) {
        return flow(requests, failed, mean, Map.of());
    }

    private static Optional<Flow> flow(double requests, double failed, double mean, Map<String, Double> flags) {
        Latency latency = new Latency(
                OptionalDouble.of(mean),
                OptionalDouble.of(mean * .9),
                OptionalDouble.of(mean * 1.5),
                OptionalDouble.of(mean * 2),
                OptionalDouble.of(mean * 3));
        return Optional.of(new Flow(requests, failed, latency, flags, Optional.empty()));
    }
}
