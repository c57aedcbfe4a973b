package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Exchange;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import io.mirrorexperiment.sandbox.kube.wire.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Log lines of pods' containers, as they are or as they come. */
final class Logs {
    private static final long GLANCE_MILLIS = 100;

    /** Containers that go on when the application's has ended. */
    private static final Set<String> PROXIES = Set.of("istio-proxy", "queue-proxy");

    private final Store store;
    private final Clock clock;
    private final Function<String, Optional<RunningPod>> running;

    /**
     * Reads logs.
     *
     * @param running the running pod of a uid
     */
    Logs(Store store, Clock clock, Function<String, Optional<RunningPod>> running) {
        this.store = store;
        this.clock = clock;
        this.running = running;
    }

    void answer(Exchange exchange, Address address) throws IOException, InterruptedException {
        Request request = exchange.request();
        ObjectNode pod = store.find(address.kind(), address.namespace(), address.name())
                .orElseThrow(() -> Refusal.notFound(address.kind(), address.name()));
        String container = container(pod, request.parameter("container").orElse(""));
        RunningPod live = running.apply(Tree.uid(pod)).orElseThrow(() -> waiting(pod, container));
        List<LogLine> lines = live.logs(container).orElseThrow(() -> waiting(pod, container));
        List<LogLine> chosen = chosen(lines, request);
        if (request.flag("follow")) {
            follow(exchange, pod, live, container, chosen);
        } else {
            exchange.reply(200, Answers.TEXT, text(chosen, request), Map.of());
        }
    }

    private void follow(Exchange exchange, ObjectNode pod, RunningPod live, String container, List<LogLine> chosen)
            throws IOException, InterruptedException {
        List<LogLine> seen = live.logs(container).orElse(List.of());
        try (Stream stream = exchange.stream(Answers.TEXT)) {
            stream.send(text(chosen, exchange.request()));
            while (stream.open()) {
                boolean over = live.state().ended().isPresent() && !PROXIES.contains(container);
                List<LogLine> all = live.logs(container).orElse(List.of());
                stream.send(text(newer(all, seen), exchange.request()));
                seen = all;
                if (over || running.apply(Tree.uid(pod)).isEmpty()) {
                    return;
                }
                Thread.sleep(GLANCE_MILLIS);
            }
        }
    }

    /** The lines after the last one seen, which may have left the bounded log at its other end. */
    static List<LogLine> newer(List<LogLine> all, List<LogLine> seen) {
        if (seen.isEmpty()) {
            return all;
        }
        int last = all.lastIndexOf(seen.get(seen.size() - 1));
        return all.subList(last + 1, all.size());
    }

    private List<LogLine> chosen(List<LogLine> lines, Request request) {
        Instant from = number(request, "sinceSeconds")
                .map(seconds -> clock.instant().minusSeconds(seconds))
                .or(() -> request.parameter("sinceTime").map(Logs::instant))
                .orElse(Instant.MIN);
        List<LogLine> late =
                lines.stream().filter(line -> !line.at().isBefore(from)).toList();
        int size = number(request, "tailLines")
                .map(tail -> Math.min(tail, late.size()))
                .orElse(late.size());
        return late.subList(late.size() - size, late.size());
    }

    private static byte[] text(List<LogLine> lines, Request request) {
        boolean stamped = request.flag("timestamps");
        StringBuilder text = new StringBuilder();
        for (LogLine line : lines) {
            text.append(stamped ? line.at() + " " : "").append(line.text()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String container(ObjectNode pod, String wanted) {
        List<String> names = Tree.each(Tree.at(pod, "spec", "containers"))
                .map(container -> Tree.text(container, "name"))
                .toList();
        if (wanted.isEmpty() && names.size() == 1) {
            return names.get(0);
        }
        if (wanted.isEmpty()) {
            throw Refusal.badRequest("a container name must be specified for pod " + Tree.name(pod)
                    + ", choose one of: [" + String.join(" ", names) + "]");
        }
        if (!names.contains(wanted)) {
            throw Refusal.badRequest("container " + wanted + " is not valid for pod " + Tree.name(pod));
        }
        return wanted;
    }

    private static Refusal waiting(ObjectNode pod, String container) {
        return Refusal.badRequest("container \"" + container + "\" in pod \"" + Tree.name(pod)
                + "\" is waiting to start: ContainerCreating");
    }

    private static Optional<Integer> number(Request request, String name) {
        return request.parameter(name).filter(text -> text.matches("\\d{1,9}")).map(Integer::parseInt);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException unreadable) {
            throw Refusal.badRequest("sinceTime: not an RFC 3339 time: " + text);
        }
    }
}
