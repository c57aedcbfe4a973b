package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of a VirtualService's {@code http}, ready to be used.
 *
 * @param matches alternatives; empty: every request
 * @param reply what is answered without asking any service, if so
 * @param timeout empty: none
 */
record HttpRoute(
        String name,
        List<RouteMatch> matches,
        List<WeightedDestination> destinations,
        Optional<Reply> reply,
        Rewrite rewrite,
        HeaderEdits headers,
        Optional<Duration> timeout,
        Retries retries,
        Fault fault,
        List<Mirror> mirrors) {

    static HttpRoute of(JsonNode node, String namespace) {
        List<RouteMatch> matches = new ArrayList<>();
        node.path("match").forEach(match -> matches.add(RouteMatch.of(match, namespace)));
        return new HttpRoute(
                node.path("name").asText("-"),
                List.copyOf(matches),
                WeightedDestination.list(node.path("route"), namespace),
                Reply.of(node),
                Rewrite.of(node.path("rewrite")),
                HeaderEdits.of(node.path("headers")),
                GoDuration.parse(node.path("timeout").asText("")).filter(time -> !time.isZero()),
                Retries.of(node.path("retries")),
                Fault.of(node.path("fault")),
                Mirror.list(node, namespace));
    }

    /** The route that every service has of its own accord. */
    static HttpRoute plain(String host) {
        Destination whole = new Destination(host, "", java.util.OptionalInt.empty());
        return new HttpRoute(
                "default",
                List.of(),
                List.of(new WeightedDestination(whole, 100, HeaderEdits.NONE)),
                Optional.empty(),
                new Rewrite("", "", "", ""),
                HeaderEdits.NONE,
                Optional.empty(),
                Retries.DEFAULT,
                Fault.NONE,
                List.of());
    }

    boolean catchAll() {
        return matches.isEmpty();
    }

    boolean takes(Request request, Origin origin, Set<String> through) {
        return matches.isEmpty() || matches.stream().anyMatch(match -> match.matches(request, origin, through));
    }

    /** The uri condition by which a request was taken. */
    Optional<TextMatch> uriOf(Request request, Origin origin, Set<String> through) {
        return matches.stream()
                .filter(match -> match.matches(request, origin, through))
                .findFirst()
                .flatMap(RouteMatch::uri);
    }
}
