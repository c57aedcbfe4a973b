package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A proxy's way out: routes requests as the stored objects tell, mirrors them, counts them as their source, logs them. */
final class OutboundProxy {
    private final Proxy proxy;
    private final Origin origin;
    private final Upstream upstream;
    private final Mirroring mirroring;
    private final IstioMetrics metrics;
    private final AccessLog log;

    OutboundProxy(Proxy proxy, Origin origin) {
        this.proxy = proxy;
        this.origin = origin;
        this.upstream = new Upstream(proxy.backends(), proxy.self(), proxy.metrics(), proxy.caller());
        this.mirroring = new Mirroring(proxy.fabric(), proxy.self().workload(), upstream);
        this.metrics = new IstioMetrics(proxy.metrics());
        this.log = proxy.accessLog();
    }

    /** Takes what an application sends: the port is the one that its authority names. */
    Answer fromApp(Request request) {
        return carry(request, Authority.of(request.authority()).port().orElse(80));
    }

    /** Takes what a client sends to a listener. */
    Answer carry(Request raw, int port) {
        long from = System.nanoTime();
        Request request = proxy.fabric().identified(raw);
        Carried carried =
                route(new Trip(request, origin.at(port), proxy.fabric().routes().get()));
        long nanos = System.nanoTime() - from;
        report(request, carried, nanos, port);
        return carried.passage().answer();
    }

    /** What became of a request, which route it took, and how it looked behind the route. */
    private record Carried(Passage passage, String route, Request sent) {}

    /** A request, where it came in, and the one picture of the objects that it is routed by. */
    private record Trip(Request request, Origin at, RouteTable table) {}

    private Carried route(Trip trip) {
        RouteTable.Finding finding = trip.table().find(trip.request(), trip.at());
        if (finding instanceof RouteTable.Finding.Route route) {
            return follow(route.found(), trip);
        }
        Passage refused = finding instanceof RouteTable.Finding.NoRoute
                ? Passage.local(new Answer(404, Fields.NONE, Payload.EMPTY), "NR", "route_not_found")
                : Passage.local(new Answer(502, Fields.NONE, Payload.EMPTY), "-", "direct_response");
        return new Carried(refused, "-", trip.request());
    }

    private Carried follow(RouteTable.Found found, Trip trip) {
        HttpRoute route = found.route();
        boolean delayed =
                struck(route.fault().delayPercent()) && !route.fault().delay().isZero();
        pause(delayed ? route.fault().delay() : Duration.ZERO);
        Carried carried = struck(route.fault().abortPercent()) && route.fault().abortStatus() > 0
                ? new Carried(aborted(route, trip), route.name(), trip.request())
                : unharmed(found, trip);
        return delayed ? new Carried(carried.passage().flagged("DI"), carried.route(), carried.sent()) : carried;
    }

    /** The cluster is chosen with the route, before the fault filter comes to its turn: telemetry knows the service. */
    private Passage aborted(HttpRoute route, Trip trip) {
        Answer answer = Answer.text(route.fault().abortStatus(), "fault filter abort");
        Passage aborted = Passage.local(answer, "FI", "fault_filter_abort");
        return WeightedDestination.choose(route.destinations(), draw("weights"))
                .flatMap(chosen -> trip.table().cluster(chosen.destination(), trip.at()))
                .map(aborted::in)
                .orElse(aborted);
    }

    private Carried unharmed(RouteTable.Found found, Trip trip) {
        HttpRoute route = found.route();
        if (route.reply().isPresent()) {
            Answer answer = route.headers().applyTo(route.reply().get().answer(trip.request()));
            return new Carried(Passage.local(answer, "-", "direct_response"), route.name(), trip.request());
        }
        double chance = draw("weights");
        Optional<WeightedDestination> chosen = WeightedDestination.choose(route.destinations(), chance);
        Optional<Cluster> cluster = chosen.flatMap(one -> trip.table().cluster(one.destination(), trip.at()));
        if (chosen.isEmpty() || cluster.isEmpty()) {
            Passage unknown = Passage.local(new Answer(503, Fields.NONE, Payload.EMPTY), "NC", "cluster_not_found");
            return new Carried(unknown, route.name(), trip.request());
        }
        return send(found, chosen.get(), cluster.get(), trip);
    }

    /** The copies carry the same edits as the original: Envoy copies after it has edited. */
    private Carried send(RouteTable.Found found, WeightedDestination chosen, Cluster cluster, Trip trip) {
        HttpRoute route = found.route();
        Request rewritten = route.rewrite().applyTo(trip.request(), found.uri());
        Request edited = route.headers().applyTo(chosen.headers().applyTo(rewritten));
        mirroring.copy(route, edited, mirror -> trip.table().cluster(mirror.destination(), trip.at()));
        Passage passage = upstream.deliver(cluster, edited, route);
        Answer answer = route.headers().applyTo(chosen.headers().applyTo(passage.answer()));
        return new Carried(passage.answering(answer), route.name(), edited);
    }

    private void report(Request request, Carried carried, long nanos, int port) {
        Passage passage = carried.passage();
        Peer destination = passage.endpoint().map(Endpoint::peer).orElse(Peer.UNKNOWN);
        IstioMetrics.Sides sides = new IstioMetrics.Sides(
                "source", proxy.self(), destination, passage.cluster().map(Cluster::service), Peer.UNKNOWN_WORD);
        metrics.record(sides, request, passage.answer(), passage.flags(), nanos);
        String cluster = passage.cluster().map(Cluster::name).orElse("-");
        log.write(carried.sent(), passage, nanos, cluster, "127.0.0.1:" + port, carried.route());
    }

    private boolean struck(double percent) {
        return percent > 0 && draw("faults") * 100 < percent;
    }

    private double draw(String purpose) {
        return proxy.fabric().dice().stream(purpose + " " + proxy.self().workload())
                .nextDouble();
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
