package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.ImageProfile.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * The open doors of a pod that runs.
 *
 * @param front where requests for the pod go: its sidecar's way in, or the application itself
 * @param stats where its sidecar's metrics are read
 */
record PodDoors(int front, OptionalInt stats, List<Door> all) {
    /** Opens an application without a sidecar. */
    static PodDoors plain(PodSpec spec, AppFactory app, PlainClient client) {
        BiFunction<Call, Fields, Answer> downstream = (call, headers) -> client.send(request(call, headers));
        Door front = Door.open("app-" + spec.name(), app.make(downstream));
        return new PodDoors(front.port(), OptionalInt.empty(), List.of(front));
    }

    /** Opens an application and its sidecar: ways out, in, and to the metrics. */
    static PodDoors meshed(PodSpec spec, AppFactory app, Proxy proxy, Endpoint self) {
        List<Door> all = new ArrayList<>();
        try {
            Origin origin = new Origin(true, 80, spec.namespace(), spec.labels());
            OutboundProxy outbound = new OutboundProxy(proxy, origin);
            Door out = opened(all, Door.open("out-" + spec.name(), outbound::fromApp));
            BiFunction<Call, Fields, Answer> downstream =
                    (call, headers) -> answer(proxy.caller().send(out.port(), request(call, headers), Caller.LONGEST));
            Door own = opened(all, Door.open("app-" + spec.name(), app.make(downstream)));
            InboundProxy inbound = new InboundProxy(proxy, self, own.port(), spec.port());
            Door in = opened(all, Door.open("in-" + spec.name(), inbound));
            Door stats = opened(all, proxy.statsDoor());
            return new PodDoors(in.port(), OptionalInt.of(stats.port()), List.copyOf(all));
        } catch (RuntimeException e) {
            all.forEach(Door::close);
            throw e;
        }
    }

    /** Makes a pod's application, given its way to other services. */
    @FunctionalInterface
    interface AppFactory {
        AppServer make(BiFunction<Call, Fields, Answer> downstream);
    }

    private static Door opened(List<Door> all, Door door) {
        all.add(door);
        return door;
    }

    private static Request request(Call call, Fields headers) {
        return new Request("GET", call.path(), call.authority(), headers, Payload.EMPTY, "127.0.0.1:0");
    }

    private static Answer answer(Delivery delivery) {
        return delivery instanceof Delivery.Answered answered
                ? answered.answer()
                : Answer.text(502, "The sidecar gives no answer");
    }

    /** Blocks for at most a second per door; the way in is closed first. */
    void closeGently() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).closeGently();
        }
    }
}
