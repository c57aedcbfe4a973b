package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.Backends.Choice;
import io.mirrorexperiment.sandbox.mesh.Breaker.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One proxy's way to the pods of its clusters: picks a pod in turn, sends, tries again, counts. Thread-safe. */
final class Upstream {
    private static final long BACK_OFF_NANOS = 25_000_000;
    private static final String OVERFLOW = "upstream_reset_before_response_started{overflow}";

    private final Backends backends;
    private final String introduction;
    private final MetricBook metrics;
    private final Caller caller;

    Upstream(Backends backends, Peer self, MetricBook metrics, Caller caller) {
        this.backends = backends;
        this.introduction = self.encode();
        this.metrics = metrics;
        this.caller = caller;
    }

    /** Sends and, where the route wants it, sends again; all tries together end with the route's time-out. */
    Passage deliver(Cluster cluster, Request request, HttpRoute route) {
        long deadline =
                System.nanoTime() + route.timeout().orElse(Caller.LONGEST).toNanos();
        Try first = once(cluster, request, patience(route, deadline));
        if (!again(first, route, deadline)) {
            return first.passage();
        }
        if (route.retries().attempts() < 1) {
            return first.passage();
        }
        Breaker breaker = backends.backend(cluster).breaker();
        if (!breaker.mayRetry()) {
            return first.passage().flagged("UO");
        }
        try {
            return retry(cluster, request, route, deadline);
        } finally {
            breaker.retried();
        }
    }

    private Passage retry(Cluster cluster, Request request, HttpRoute route, long deadline) {
        for (int attempt = 1; ; attempt++) {
            LockSupport.parkNanos(BACK_OFF_NANOS);
            Try one = once(cluster, request, patience(route, deadline));
            if (!again(one, route, deadline)) {
                return one.passage();
            }
            if (attempt >= route.retries().attempts()) {
                return one.passage().flagged("URX");
            }
        }
    }

    private static Duration patience(HttpRoute route, long deadline) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        return route.retries().perTry().filter(time -> time.compareTo(left) < 0).orElse(left);
    }

    private static boolean again(Try one, HttpRoute route, long deadline) {
        return one.delivery().filter(route.retries()::again).isPresent()
                && deadline - System.nanoTime() > BACK_OFF_NANOS;
    }

    /** A single try; without a pod, or without a connection to it, there is no delivery, and no other try. */
    record Try(Passage passage, Optional<Delivery> delivery) {}

    Try once(Cluster cluster, Request request, Duration patience) {
        Optional<Choice> choice = backends.choose(cluster);
        if (choice.isEmpty()) {
            Answer none = Answer.text(503, "no healthy upstream");
            return new Try(Passage.local(none, "UH", "no_healthy_upstream").in(cluster), Optional.empty());
        }
        long end = System.nanoTime() + patience.toNanos();
        Breaker breaker = choice.get().backend().breaker();
        Entry entry = breaker.enter(choice.get().endpoint(), choice.get().ready(), patience);
        if (entry instanceof Entry.Admitted admitted) {
            Try made = send(cluster, choice.get(), request, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            breaker.leave(
                    admitted,
                    made.delivery().filter(Delivery.Answered.class::isInstance).isPresent());
            return made;
        }
        return entry instanceof Entry.Overflow overflow ? overflown(cluster, choice.get(), overflow) : late(cluster);
    }

    private static Try late(Cluster cluster) {
        Delivery late = new Delivery.TimedOut();
        return new Try(Passage.of(late, Optional.of(cluster), Optional.empty(), 0, -1), Optional.of(late));
    }

    /** Load that is shed is not tried again, whatever the route says; no pod is to blame for it. */
    private Try overflown(Cluster cluster, Choice choice, Entry.Overflow overflow) {
        metrics.count("envoy_cluster_upstream_rq_pending_overflow", label(cluster));
        Answer shed =
                Answer.text(503, "upstream connect error or disconnect/reset before headers. reset reason: overflow");
        Passage passage = Passage.local(
                        shed.withHeaders(shed.headers().plus("x-envoy-overloaded", "true")), "UO", OVERFLOW)
                .in(cluster);
        return new Try(overflow.atEndpoint() ? passage.at(choice.endpoint()) : passage, Optional.empty());
    }

    private Try send(Cluster cluster, Choice choice, Request request, Duration patience) {
        long from = System.nanoTime();
        int port = choice.port(cluster);
        Request introduced = request.withHeaders(request.headers().with(Peer.HEADER, introduction));
        Delivery delivery = caller.send(port, introduced, patience);
        Passage passage = Passage.of(
                delivery, Optional.of(cluster), Optional.of(choice.endpoint()), port, System.nanoTime() - from);
        choice.backend()
                .outliers()
                .note(
                        choice.endpoint(),
                        passage.answer().status(),
                        choice.ready().size());
        count(cluster, passage.answer().status());
        return new Try(passage, Optional.of(delivery));
    }

    /** Istio's Envoys turn the class into a label; plain Envoys name the series rq_xx. Both are written. */
    private void count(Cluster cluster, int status) {
        String name = label(cluster);
        metrics.count("envoy_cluster_upstream_rq_total", name);
        metrics.count("envoy_cluster_upstream_rq", name + ",response_code_class=\"" + status / 100 + "xx\"");
        metrics.count(
                "envoy_cluster_upstream_rq_xx",
                "envoy_cluster_name=\"" + cluster.name() + "\",envoy_response_code_class=\"" + status / 100 + "\"");
    }

    private static String label(Cluster cluster) {
        return "cluster_name=\"" + cluster.name() + "\"";
    }
}
