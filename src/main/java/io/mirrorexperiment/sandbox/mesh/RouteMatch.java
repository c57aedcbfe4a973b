package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One entry of {@code http[].match}: all that it says must hold.
 *
 * @param gateways names as {@link HostName#gateway} makes them; empty: any that the VirtualService is bound to
 */
record RouteMatch(
        Optional<TextMatch> uri,
        Optional<TextMatch> scheme,
        Optional<TextMatch> method,
        Optional<TextMatch> authority,
        Map<String, TextMatch> headers,
        Map<String, TextMatch> withoutHeaders,
        Map<String, TextMatch> queryParams,
        OptionalInt port,
        Map<String, String> sourceLabels,
        String sourceNamespace,
        List<String> gateways) {

    static RouteMatch of(JsonNode node, String namespace) {
        Optional<TextMatch> uri = TextMatch.maybe(node.path("uri"));
        List<String> gateways = new ArrayList<>();
        node.path("gateways").forEach(name -> gateways.add(HostName.gateway(name.asText(), namespace)));
        return new RouteMatch(
                node.path("ignoreUriCase").asBoolean() ? uri.map(TextMatch::ignoringCase) : uri,
                TextMatch.maybe(node.path("scheme")),
                TextMatch.maybe(node.path("method")),
                TextMatch.maybe(node.path("authority")),
                TextMatch.map(node.path("headers")),
                TextMatch.map(node.path("withoutHeaders")),
                TextMatch.map(node.path("queryParams")),
                node.path("port").isInt() ? OptionalInt.of(node.path("port").intValue()) : OptionalInt.empty(),
                Peer.labels(node.path("sourceLabels")),
                node.path("sourceNamespace").asText(""),
                List.copyOf(gateways));
    }

    /**
     * Whether a request that came this way is meant.
     *
     * @param through the names of the gateways it came through; {@code mesh} alone at a sidecar
     */
    boolean matches(Request request, Origin origin, Set<String> through) {
        return placed(origin, through)
                && holds(uri, request.plainPath())
                && holds(scheme, "http")
                && holds(method, request.method())
                && holds(authority, request.authority())
                && headersMatch(request.headers())
                && queryMatches(request);
    }

    /** Labels and namespace of the source are a sidecar's matter; gateways never match entries that have them. */
    private boolean placed(Origin origin, Set<String> through) {
        return (port.isEmpty() || port.getAsInt() == origin.port())
                && (gateways.isEmpty() || gateways.stream().anyMatch(through::contains))
                && (sourceNamespace.isEmpty() || sourceNamespace.equals(origin.namespace()))
                && origin.labels().entrySet().containsAll(sourceLabels.entrySet());
    }

    private boolean headersMatch(Fields fields) {
        return headers.entrySet().stream().allMatch(entry -> headerHolds(fields, entry))
                && withoutHeaders.entrySet().stream().noneMatch(entry -> headerHolds(fields, entry));
    }

    private static boolean headerHolds(Fields fields, Map.Entry<String, TextMatch> entry) {
        return fields.first(entry.getKey()).filter(entry.getValue()::matches).isPresent();
    }

    private boolean queryMatches(Request request) {
        if (queryParams.isEmpty()) {
            return true;
        }
        Map<String, String> query = Query.of(request.query());
        return queryParams.entrySet().stream()
                .allMatch(entry -> query.containsKey(entry.getKey())
                        && entry.getValue().matches(query.getOrDefault(entry.getKey(), "")));
    }

    private static boolean holds(Optional<TextMatch> match, String text) {
        return match.isEmpty() || match.get().matches(text);
    }
}
