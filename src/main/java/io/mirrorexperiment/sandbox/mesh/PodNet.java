package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.shell.Net;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a command line in a pod reaches others. */
final class PodNet {
    private PodNet() {}

    /** By the pod's sidecar, which takes every name and answers itself for those that it doesn't know. */
    static Net through(Proxy proxy, int outbound) {
        return (sent, patience) -> outcome(proxy.caller().send(outbound, request(sent), patience));
    }

    /** Past every route, as kube-proxy and the cluster's names do it. */
    static Net past(PlainClient client) {
        return (sent, patience) -> {
            Optional<Delivery> delivery = client.deliver(Authority.of(sent.to()), request(sent), patience);
            return delivery.map(PodNet::outcome).orElseGet(Net.Outcome.Unknown::new);
        };
    }

    /** A sidecar tells ports by the authority, so that one names the port that the URL named. */
    private static Request request(Net.Sent sent) {
        List<Fields.Field> fields = new ArrayList<>();
        sent.headers().forEach(header -> fields.add(new Fields.Field(header.name(), header.value())));
        Authority to = Authority.of(sent.to());
        boolean named = Authority.of(sent.authority()).port().isPresent();
        String port = named || to.port().isEmpty() ? "" : ":" + to.port().getAsInt();
        return new Request(
                sent.method(),
                sent.path(),
                sent.authority() + port,
                new Fields(fields),
                Payload.of(sent.body()),
                "127.0.0.1:0");
    }

    private static Net.Outcome outcome(Delivery delivery) {
        if (delivery instanceof Delivery.Answered answered) {
            List<Net.Header> headers = answered.answer().headers().stream()
                    .map(field -> new Net.Header(field.name(), field.value()))
                    .toList();
            return new Net.Outcome.Answered(
                    answered.answer().status(),
                    headers,
                    answered.answer().body().toString());
        }
        if (delivery instanceof Delivery.TimedOut) {
            return new Net.Outcome.TimedOut();
        }
        return delivery instanceof Delivery.Refused ? new Net.Outcome.Refused() : new Net.Outcome.Broken();
    }
}
