package io.mirrorexperiment.sandbox.mesh;

import java.util.Map;

/**
 * Envoy's cluster: one port of a service, narrowed to a subset.
 *
 * @param labels what the subset's pods have, empty for the whole service
 */
record Cluster(KubeService service, int port, String subset, Map<String, String> labels, TrafficPolicy policy) {
    /** As istiod names it: {@code outbound|9080|v1|reviews.default.svc.cluster.local}. */
    String name() {
        return "outbound|" + port + "|" + subset + "|" + service.host();
    }

    int containerPort() {
        return service.target(port).orElse(port);
    }
}
