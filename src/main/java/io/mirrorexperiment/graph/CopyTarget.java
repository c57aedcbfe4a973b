package io.mirrorexperiment.graph;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where copies go.
 *
 * @param service the host of the mirror
 * @param labels of the pods of its subset; empty for the whole service
 * @param workloads that have such pods, where that is known
 */
public record CopyTarget(Service service, Map<String, String> labels, Set<String> workloads) {
    private static final Set<String> VERSION =
            Set.of("version", "app.kubernetes.io/version", "service.istio.io/canonical-revision");
    private static final Set<String> APP = Set.of("app", "app.kubernetes.io/name", "service.istio.io/canonical-name");

    /** Copies. */
    public CopyTarget {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        workloads = Collections.unmodifiableSet(new TreeSet<>(workloads));
    }

    /** Whether telemetry has the means to tell its pods from others. */
    public boolean isTellable() {
        return !workloads.isEmpty()
                || labels.keySet().stream().allMatch(key -> VERSION.contains(key) || APP.contains(key));
    }

    boolean isMetBy(Edge edge) {
        // Whoever mirrors has a proxy, so copies come from somebody who is known.
        if (edge.isTcp() || edge.destination().isUnknown() || edge.source().isUnknown()) {
            return false;
        }
        boolean there = edge.service().equals(service) || Treatment.isShadowOf(edge.service(), service);
        boolean named = workloads.contains(edge.destination().workload())
                && edge.destination().namespace().equals(service.namespace());
        return workloads.isEmpty() ? there && isTellable() && fits(edge.destination()) : named;
    }

    private boolean fits(Peer peer) {
        return labels.entrySet().stream().allMatch(label -> told(label.getKey(), peer)
                .filter(label.getValue()::equals)
                .isPresent());
    }

    private static Optional<String> told(String key, Peer peer) {
        return VERSION.contains(key)
                ? Optional.of(peer.version())
                : APP.contains(key) ? Optional.of(peer.app()) : Optional.empty();
    }
}
