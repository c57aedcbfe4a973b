package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A VirtualService that has hosts, with its delegates' routes in place.
 *
 * @param hosts resolved
 * @param gateways as {@link HostName#gateway} names them
 */
record VirtualService(List<String> hosts, List<String> gateways, List<HttpRoute> routes, List<TcpRoute> tcp) {
    private static final Comparator<ObjectNode> OLDEST_FIRST = Comparator.comparing((ObjectNode object) ->
                    object.path("metadata").path("creationTimestamp").asText())
            .thenComparing(object -> object.path("metadata").path("name").asText())
            .thenComparing(object -> object.path("metadata").path("namespace").asText());

    /** All that carry a host, oldest first: Istio's order of precedence. */
    static List<VirtualService> list(List<ObjectNode> objects) {
        Map<String, ObjectNode> delegates = new LinkedHashMap<>();
        objects.stream()
                .filter(object -> object.path("spec").path("hosts").isEmpty())
                .forEach(object -> delegates.put(key(object), object));
        return objects.stream()
                .filter(object -> !object.path("spec").path("hosts").isEmpty())
                .sorted(OLDEST_FIRST)
                .map(object -> of(object, delegates))
                .toList();
    }

    private static VirtualService of(ObjectNode object, Map<String, ObjectNode> delegates) {
        String namespace = namespace(object);
        JsonNode spec = object.path("spec");
        List<String> hosts = new ArrayList<>();
        spec.path("hosts").forEach(host -> hosts.add(HostName.resolve(host.asText(), namespace)));
        List<String> gateways = new ArrayList<>();
        spec.path("gateways").forEach(name -> gateways.add(HostName.gateway(name.asText(), namespace)));
        List<HttpRoute> routes = new ArrayList<>();
        for (JsonNode http : spec.path("http")) {
            routes.addAll(routes(http, namespace, delegates));
        }
        return new VirtualService(
                List.copyOf(hosts),
                gateways.isEmpty() ? List.of(Origin.MESH) : List.copyOf(gateways),
                routes,
                TcpRoute.list(spec.path("tcp"), namespace));
    }

    /** A delegate's host names are read in the delegate's namespace; a delegate that is not there gives no routes. */
    private static List<HttpRoute> routes(JsonNode http, String namespace, Map<String, ObjectNode> delegates) {
        JsonNode named = http.path("delegate");
        if (!named.isObject()) {
            return List.of(HttpRoute.of(http, namespace));
        }
        String home = named.path("namespace").asText(namespace);
        ObjectNode delegate = delegates.get(home + "/" + named.path("name").asText());
        List<HttpRoute> routes = new ArrayList<>();
        if (delegate != null) {
            for (JsonNode entry : delegate.path("spec").path("http")) {
                Delegation.merge(http, entry).ifPresent(merged -> routes.add(HttpRoute.of(merged, home)));
            }
        }
        return routes;
    }

    private static String key(ObjectNode object) {
        return namespace(object) + "/" + object.path("metadata").path("name").asText();
    }

    private static String namespace(ObjectNode object) {
        return object.path("metadata").path("namespace").asText("default");
    }

    /** How well it fits a host: -1 for not at all. */
    int fit(String host) {
        return hosts.stream().mapToInt(own -> HostName.fit(own, host)).max().orElse(-1);
    }
}
