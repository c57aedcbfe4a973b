package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
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
        Delivery delivery = deliver(Authority.of(request.authority()), request, Caller.LONGEST)
                .orElseGet(() -> new Delivery.Refused("unknown"));
        if (delivery instanceof Delivery.Answered answered) {
            return answered.answer();
        }
        String what = delivery instanceof Delivery.Refused ? "No pod is ready for " : "No answer from ";
        return Answer.text(502, what + request.authority());
    }

    /** Asks on a plain connection; whether there was an answer. A sidecar at the other end is told of nobody. */
    boolean ask(ImageProfile.Call call) {
        Authority to = Authority.of(call.authority());
        RouteTable table = fabric.routes().get();
        List<Endpoint> ready = table.service(to.host(), namespace)
                .map(table::meant)
                .map(service -> fabric.endpoints()
                        .ready(service, service.target(to.port().orElse(80)).orElse(-1), java.util.Map.of()))
                .orElse(List.of());
        if (ready.isEmpty()) {
            return false;
        }
        Endpoint pod = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        Optional<String> nobody = pod.meshed() ? Optional.of("") : Optional.empty();
        return TcpStream.ask(pod.doorFor(0).orElse(1), nobody, PodDoors.QUESTION, Caller.LONGEST);
    }

    /** Sends to a service, whatever the request's own authority says; empty if nobody knows it. */
    Optional<Delivery> deliver(Authority to, Request request, Duration patience) {
        RouteTable table = fabric.routes().get();
        return table.service(to.host(), namespace).map(table::meant).map(service -> {
            int target = service.target(to.port().orElse(80)).orElse(-1);
            List<Endpoint> ready =
                    target < 0 ? List.of() : fabric.endpoints().ready(service, target, java.util.Map.of());
            if (ready.isEmpty()) {
                return new Delivery.Refused("no pod is ready");
            }
            Endpoint endpoint = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
            return caller.send(endpoint.doorFor(target).orElse(1), request, patience);
        });
    }
}
