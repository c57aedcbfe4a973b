package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.ImageProfile.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * The open doors of a pod that runs.
 *
 * @param front where requests for the pod go: its sidecar's way in, or the application itself; a pod that runs a command
 *     line takes none
 * @param stats where its sidecar's metrics are read
 * @param queue where the metrics of its Knative queue-proxy are read
 */
record PodDoors(OptionalInt front, OptionalInt stats, OptionalInt queue, List<Entrance> all) {
    /** What an application asks on a plain connection. */
    static final String QUESTION = "SELECT name, price FROM offers ORDER BY price LIMIT 20";

    /** Opens an application without a sidecar. */
    static PodDoors plain(PodSpec spec, AppFactory app, RevisionDemand demand, PlainClient client) {
        List<Entrance> all = new ArrayList<>();
        try {
            BiFunction<Call, Fields, Answer> downstream =
                    (call, headers) -> call.tcp() ? told(client.ask(call)) : client.send(request(call, headers));
            Inside inside = Inside.open(all, spec, app.make(downstream), demand);
            return new PodDoors(OptionalInt.of(inside.app()), OptionalInt.empty(), inside.queue(), List.copyOf(all));
        } catch (RuntimeException e) {
            all.forEach(Entrance::close);
            throw e;
        }
    }

    /** Opens what a command line needs: with a sidecar its way out and its metrics, without one nothing. */
    static PodDoors ofChore(List<Entrance> all, OptionalInt stats) {
        return new PodDoors(OptionalInt.empty(), stats, OptionalInt.empty(), List.copyOf(all));
    }

    /** The application's own door, behind a queue-proxy where it has one, and the door to that one's metrics. */
    private record Inside(int app, OptionalInt queue) {
        static Inside open(List<Entrance> all, PodSpec spec, AppServer app, RevisionDemand demand) {
            if (spec.revision().isEmpty()) {
                return new Inside(
                        opened(all, Door.open("app-" + spec.name(), app)).port(), OptionalInt.empty());
            }
            QueueProxy queue = new QueueProxy(spec.name(), spec.revision().get(), demand, app);
            int own = opened(all, Door.open("app-" + spec.name(), queue)).port();
            return new Inside(
                    own, OptionalInt.of(opened(all, queue.metricsDoor()).port()));
        }
    }

    /** Opens an application and its sidecar: ways out, in, and to the metrics. */
    static PodDoors meshed(PodSpec spec, AppFactory app, Proxy proxy, Endpoint self) {
        List<Entrance> all = new ArrayList<>();
        try {
            Origin origin = new Origin(true, 80, spec.namespace(), spec.labels());
            OutboundProxy outbound = new OutboundProxy(proxy, origin);
            Door out = opened(all, Door.open("out-" + spec.name(), outbound::fromApp));
            TcpDoor tcpOut = opened(all, TcpDoor.open("tcp-out-" + spec.name(), new TcpOutbound(proxy, origin)));
            BiFunction<Call, Fields, Answer> downstream = (call, headers) -> call.tcp()
                    ? told(TcpStream.ask(tcpOut.port(), Optional.of(call.authority()), QUESTION, Caller.LONGEST))
                    : answer(proxy.caller().send(out.port(), request(call, headers), Caller.LONGEST));
            Inside own =
                    Inside.open(all, spec, app.make(downstream), proxy.fabric().demand());
            InboundProxy inbound = new InboundProxy(proxy, self, own.app(), spec.port());
            Door in = opened(all, Door.open("in-" + spec.name(), inbound));
            Door stats = opened(all, proxy.statsDoor());
            return new PodDoors(OptionalInt.of(in.port()), OptionalInt.of(stats.port()), own.queue(), List.copyOf(all));
        } catch (RuntimeException e) {
            all.forEach(Entrance::close);
            throw e;
        }
    }

    /** Opens an application that serves plain connections, with its sidecar's way in where it has one. */
    static PodDoors ofTcp(PodSpec spec, TcpApp app, Proxy proxy, Endpoint self) {
        List<Entrance> all = new ArrayList<>();
        try {
            int own = opened(all, TcpDoor.open("app-" + spec.name(), app)).port();
            if (!spec.sidecar()) {
                return new PodDoors(OptionalInt.of(own), OptionalInt.empty(), OptionalInt.empty(), List.copyOf(all));
            }
            TcpDoor in = opened(all, TcpDoor.open("in-" + spec.name(), new TcpInbound(proxy, self, own)));
            Door stats = opened(all, proxy.statsDoor());
            return new PodDoors(
                    OptionalInt.of(in.port()), OptionalInt.of(stats.port()), OptionalInt.empty(), List.copyOf(all));
        } catch (RuntimeException e) {
            all.forEach(Entrance::close);
            throw e;
        }
    }

    /** Makes a pod's application, given its way to other services. */
    @FunctionalInterface
    interface AppFactory {
        AppServer make(BiFunction<Call, Fields, Answer> downstream);
    }

    private static <T extends Entrance> T opened(List<Entrance> all, T door) {
        all.add(door);
        return door;
    }

    private static Request request(Call call, Fields headers) {
        return new Request("GET", call.path(), call.authority(), headers, Payload.EMPTY, "127.0.0.1:0");
    }

    private static Answer told(boolean answered) {
        return answered
                ? new Answer(200, Fields.NONE, Payload.EMPTY)
                : Answer.text(502, "The connection gives no answer");
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
