package io.mirrorexperiment.sandbox.mesh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Knative's activator: stands behind the public Service of every revision, takes a request to the revision that its
 * headers name (else its host), and waits with it for a pod where there is none yet.
 */
final class Activator implements Endpoint, Door.Visitor, AutoCloseable {
    static final String NAMESPACE = "knative-serving";
    static final Map<String, String> LABELS = Map.of("app", "activator");

    private static final String NAME = "activator";
    private static final String NAMESPACE_HEADER = "knative-serving-namespace";
    private static final String REVISION_HEADER = "knative-serving-revision";
    private static final String HOSTS = ".svc.cluster.local";
    private static final long GLANCE_NANOS = 5_000_000;

    private final Fabric fabric;
    private final Peer self = Peer.of(NAME, NAMESPACE, LABELS, "controller");
    private final Caller caller = new Caller();
    private final AtomicInteger turn = new AtomicInteger();
    private final Door door;

    Activator(Fabric fabric) {
        this.fabric = fabric;
        this.door = Door.open(NAME, this);
    }

    /** A revision by its full name. */
    private record Named(String namespace, String revision) {}

    @Override
    public Answer answer(Request request) {
        Named named = byHeaders(request).or(() -> byHost(request)).orElse(new Named("", ""));
        if (!fabric.routes().get().knowsRevision(named.namespace(), named.revision())) {
            return Answer.text(
                    404,
                    "Error getting active endpoint: revision.serving.knative.dev \"" + named.revision()
                            + "\" not found\n");
        }
        fabric.demand().enter(named.namespace(), named.revision());
        try {
            return pass(named, request);
        } finally {
            fabric.demand().leave(named.namespace(), named.revision());
        }
    }

    private static Optional<Named> byHeaders(Request request) {
        Fields headers = request.headers();
        return headers.first(NAMESPACE_HEADER)
                .flatMap(namespace -> headers.first(REVISION_HEADER).map(revision -> new Named(namespace, revision)))
                .filter(named ->
                        !named.namespace().isEmpty() && !named.revision().isEmpty());
    }

    private static Optional<Named> byHost(Request request) {
        String host = request.authority();
        if (!host.endsWith(HOSTS)) {
            return Optional.empty();
        }
        String[] parts = host.substring(0, host.length() - HOSTS.length()).split("\\.", -1);
        return parts.length == 2 ? Optional.of(new Named(parts[1], parts[0])) : Optional.empty();
    }

    private Answer pass(Named named, Request request) {
        Optional<Endpoint> pod = awaitPod(named);
        if (pod.isEmpty()) {
            return Answer.text(503, "context deadline exceeded\n");
        }
        Request pruned =
                request.withHeaders(request.headers().without(NAMESPACE_HEADER).without(REVISION_HEADER));
        int port = pod.get().doorFor(0).orElse(1);
        Delivery delivery = caller.send(port, pruned, Caller.LONGEST);
        return delivery instanceof Delivery.Answered answered
                ? answered.answer()
                : Answer.text(502, "dial tcp 127.0.0.1:" + port + ": connect: connection refused\n");
    }

    /** The next pod of the revision in turn; waits for the first one while the revision is scaled up from zero. */
    private Optional<Endpoint> awaitPod(Named named) {
        long deadline = System.nanoTime() + Caller.LONGEST.toNanos();
        while (deadline - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            List<Endpoint> ready = pods(named);
            if (!ready.isEmpty()) {
                return Optional.of(ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())));
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return Optional.empty();
    }

    private List<Endpoint> pods(Named named) {
        return fabric.endpoints().all().stream()
                .filter(endpoint -> endpoint.peer().namespace().equals(named.namespace()))
                .filter(endpoint -> named.revision().equals(endpoint.labels().get(RevisionName.LABEL)))
                .filter(endpoint -> endpoint.doorFor(0).isPresent())
                .toList();
    }

    @Override
    public Peer peer() {
        return self;
    }

    @Override
    public Map<String, String> labels() {
        return LABELS;
    }

    @Override
    public OptionalInt doorFor(int containerPort) {
        return OptionalInt.of(door.port());
    }

    @Override
    public void close() {
        door.closeGently();
        caller.close();
    }
}
