package io.mirrorexperiment.sandbox.mesh;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** How a pod without a sidecar reaches a Service: kube-proxy's way, over all ready pods in turn, no route asked. */
final class PlainClient {
    private final Fabric fabric;
    private final String namespace;
    private final Caller caller;
    private final AtomicInteger turn = new AtomicInteger();

    PlainClient(Fabric fabric, String namespace, Caller caller) {
        this.fabric = fabric;
        this.namespace = namespace;
        this.caller = caller;
    }

    /** What the called service answers, or 502 if it can't be reached. */
    Answer send(Request request) {
        Authority authority = Authority.of(request.authority());
        Optional<KubeService> service = fabric.routes()
                .get()
                .service(authority.host(), namespace)
                .map(fabric.routes().get()::meant);
        int target = service.map(
                        known -> known.target(authority.port().orElse(80)).orElse(-1))
                .orElse(-1);
        List<Endpoint> ready = service.filter(known -> target >= 0)
                .map(known -> fabric.endpoints().ready(known, target, java.util.Map.of()))
                .orElse(List.of());
        if (ready.isEmpty()) {
            return Answer.text(502, "No pod is ready for " + request.authority());
        }
        Endpoint endpoint = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        Delivery delivery = caller.send(endpoint.doorFor(target).orElse(1), request, Caller.LONGEST);
        return delivery instanceof Delivery.Answered answered
                ? answered.answer()
                : Answer.text(502, "No answer from " + request.authority());
    }
}
