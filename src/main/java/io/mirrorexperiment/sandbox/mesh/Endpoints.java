package io.mirrorexperiment.sandbox.mesh;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that runs in the mesh now, in the order of its start. Thread-safe. */
final class Endpoints {
    private final List<Endpoint> all = new CopyOnWriteArrayList<>();

    void add(Endpoint endpoint) {
        all.add(endpoint);
    }

    void remove(Endpoint endpoint) {
        all.remove(endpoint);
    }

    List<Endpoint> all() {
        return List.copyOf(all);
    }

    /** Who is ready to take requests for a service's port, narrowed by a subset's labels. */
    List<Endpoint> ready(KubeService service, int containerPort, Map<String, String> subset) {
        return all.stream()
                .filter(service::selects)
                .filter(endpoint -> endpoint.labels().entrySet().containsAll(subset.entrySet()))
                .filter(endpoint -> endpoint.doorFor(containerPort).isPresent())
                .toList();
    }
}
