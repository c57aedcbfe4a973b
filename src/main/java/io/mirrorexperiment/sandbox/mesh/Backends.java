package io.mirrorexperiment.sandbox.mesh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The clusters of one proxy: whose turn it is, which pods are ejected, how much is under way. Thread-safe. */
final class Backends {
    private final Endpoints endpoints;
    private final Map<String, Backend> byCluster = new ConcurrentHashMap<>();

    Backends(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** What one proxy keeps of one cluster as long as its policy stays the same; a change begins anew, as in Envoy. */
    record Backend(TrafficPolicy policy, AtomicInteger turn, Outliers outliers, Breaker breaker) {
        static Backend of(TrafficPolicy policy) {
            return new Backend(
                    policy, new AtomicInteger(), new Outliers(policy.outliers()), new Breaker(policy.limits()));
        }
    }

    /** A pod whose turn it is, among all that are ready. */
    record Choice(Backend backend, Endpoint endpoint, List<Endpoint> ready) {
        /** Where its requests go; a pod that stops at this very moment has no door any more: port 1 refuses. */
        int port(Cluster cluster) {
            return endpoint.doorFor(cluster.containerPort()).orElse(1);
        }
    }

    Backend backend(Cluster cluster) {
        return byCluster.compute(
                cluster.name(),
                (name, held) ->
                        held != null && held.policy().equals(cluster.policy()) ? held : Backend.of(cluster.policy()));
    }

    /** The next pod in turn; empty if none is ready that is not ejected. */
    Optional<Choice> choose(Cluster cluster) {
        Backend backend = backend(cluster);
        List<Endpoint> ready = endpoints.ready(cluster.service(), cluster.containerPort(), cluster.labels());
        List<Endpoint> healthy = backend.outliers().admitted(ready);
        return healthy.isEmpty()
                ? Optional.empty()
                : Optional.of(new Choice(
                        backend, healthy.get(Math.floorMod(backend.turn().getAndIncrement(), healthy.size())), ready));
    }
}
