package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One proxy's way to the pods of its clusters: picks a pod in turn, sends, tries again, counts. Thread-safe. */
final class Upstream {
    private static final long BACK_OFF_NANOS = 25_000_000;

    private final Fabric fabric;
    private final String introduction;
    private final MetricBook metrics;
    private final Caller caller;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    Upstream(Fabric fabric, Peer self, MetricBook metrics, Caller caller) {
        this.fabric = fabric;
        this.introduction = self.encode();
        this.metrics = metrics;
        this.caller = caller;
    }

    /** Sends and, where the route wants it, sends again; all tries together end with the route's time-out. */
    Passage deliver(Cluster cluster, Request request, HttpRoute route) {
        long deadline =
                System.nanoTime() + route.timeout().orElse(Caller.LONGEST).toNanos();
        for (int attempt = 0; ; attempt++) {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            Duration patience = route.retries()
                    .perTry()
                    .filter(time -> time.compareTo(left) < 0)
                    .orElse(left);
            Try one = once(cluster, request, patience);
            boolean again = one.delivery().filter(route.retries()::again).isPresent();
            if (!again || deadline - System.nanoTime() <= BACK_OFF_NANOS) {
                return one.passage();
            }
            if (attempt >= route.retries().attempts()) {
                return attempt == 0 ? one.passage() : one.passage().flagged("URX");
            }
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }

    /** A single try; without a pod there is no delivery. */
    record Try(Passage passage, Optional<Delivery> delivery) {}

    Try once(Cluster cluster, Request request, Duration patience) {
        List<Endpoint> ready = fabric.endpoints().ready(cluster.service(), cluster.containerPort(), cluster.labels());
        if (ready.isEmpty()) {
            Answer none = Answer.text(503, "no healthy upstream");
            return new Try(Passage.local(none, "UH", "no_healthy_upstream").in(cluster), Optional.empty());
        }
        int turn = turns.computeIfAbsent(cluster.name(), name -> new AtomicInteger())
                .getAndIncrement();
        Endpoint endpoint = ready.get(Math.floorMod(turn, ready.size()));
        // A pod that stops at this very moment has no door any more: port 1 refuses.
        int port = endpoint.doorFor(cluster.containerPort()).orElse(1);
        return send(cluster, endpoint, port, request, patience);
    }

    private Try send(Cluster cluster, Endpoint endpoint, int port, Request request, Duration patience) {
        long from = System.nanoTime();
        Request introduced = request.withHeaders(request.headers().with(Peer.HEADER, introduction));
        Delivery delivery = caller.send(port, introduced, patience);
        Passage passage =
                Passage.of(delivery, Optional.of(cluster), Optional.of(endpoint), port, System.nanoTime() - from);
        count(cluster, passage.answer().status());
        return new Try(passage, Optional.of(delivery));
    }

    /** Istio's Envoys turn the class into a label; plain Envoys name the series rq_xx. Both are written. */
    private void count(Cluster cluster, int status) {
        String name = "cluster_name=\"" + cluster.name() + "\"";
        metrics.count("envoy_cluster_upstream_rq_total", name);
        metrics.count("envoy_cluster_upstream_rq", name + ",response_code_class=\"" + status / 100 + "xx\"");
        metrics.count(
                "envoy_cluster_upstream_rq_xx",
                "envoy_cluster_name=\"" + cluster.name() + "\",envoy_response_code_class=\"" + status / 100 + "\"");
    }
}
