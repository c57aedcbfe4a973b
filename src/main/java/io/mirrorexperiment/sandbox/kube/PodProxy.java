package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pods answer on their ports, by {@code pods/NAME:PORT/proxy/PATH}; GET alone. */
final class PodProxy {
    private static final Pattern NAME = Pattern.compile("(?:http:)?([^:]+)(?::([0-9]{1,5}))?:?");
    private static final String PART = "/proxy";
    private static final int USUAL = 80;

    private final Store store;
    private final Function<String, Optional<RunningPod>> running;

    /**
     * A proxy.
     *
     * @param running the running pod of a uid
     */
    PodProxy(Store store, Function<String, Optional<RunningPod>> running) {
        this.store = store;
        this.running = running;
    }

    void answer(Exchange exchange, Address address) throws IOException {
        Matcher name = NAME.matcher(address.name());
        if (!name.matches()) {
            throw Refusal.badRequest("invalid pod request \"" + address.name() + "\"");
        }
        int port = name.group(2) == null ? USUAL : Integer.parseInt(name.group(2));
        ObjectNode pod = store.find(address.kind(), address.namespace(), name.group(1))
                .orElseThrow(() -> Refusal.notFound(address.kind(), name.group(1)));
        String path = exchange.request().path();
        String asked = path.substring(path.indexOf(PART, path.indexOf(address.name())) + PART.length());
        RunningPod live = running.apply(Tree.uid(pod)).orElseThrow(() -> unreachable(port));
        String body = live.get(port, asked.isEmpty() ? "/" : asked).orElseThrow(() -> unreachable(port));
        exchange.reply(200, Answers.TEXT, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static Refusal unreachable(int port) {
        return Refusal.of(
                503,
                "ServiceUnavailable",
                "error trying to reach service: dial tcp 127.0.0.1:" + port + ": connect: connection refused");
    }
}
