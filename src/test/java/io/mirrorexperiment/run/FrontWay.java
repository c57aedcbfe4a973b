package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The way of a GET to {@code reviews} by a route whose backends are Services: an HTTPRoute, an HTTPProxy or an IngressRoute. One route of
 * a kind, whose rules take all paths.
 *
 * @param service the Service that answers
 * @param mirror the Service that gets copies, if any are made
 * @param percent of the requests that are copied
 */
record FrontWay(String service, String mirror, double percent) {
    static Optional<FrontWay> in(Function<String, List<ObjectNode>> objects) {
        Stream<Optional<FrontWay>> ways = Stream.of(
                ruled(objects.apply("httproutes.gateway.networking.k8s.io")),
                proxied(objects.apply("httpproxies.projectcontour.io")),
                ingress(objects.apply("ingressroutes.traefik.io"), objects.apply("traefikservices.traefik.io")));
        return ways.flatMap(Optional::stream).findFirst();
    }

    /** Of rules for one path that with the method counts. */
    private static Optional<FrontWay> ruled(List<ObjectNode> routes) {
        return routes.stream()
                .flatMap(route -> each(route.at("/spec/rules")))
                .filter(rule -> rule.path("matches").isEmpty() || takesGets(rule, false) || takesGets(rule, true))
                .max(Comparator.comparing(rule -> takesGets(rule, true)))
                .map(rule -> {
                    String service = rule.at("/backendRefs/0/name").asText();
                    return each(rule.path("filters"))
                            .map(filter -> filter.path("requestMirror"))
                            .filter(mirror -> !mirror.isMissingNode())
                            .map(mirror -> new FrontWay(
                                    service, mirror.at("/backendRef/name").asText(), share(mirror)))
                            .findFirst()
                            .orElse(new FrontWay(service, "", 0));
                });
    }

    private static boolean takesGets(JsonNode rule, boolean named) {
        return each(rule.path("matches"))
                .anyMatch(match -> named ? match.path("method").asText().equals("GET") : !match.has("method"));
    }

    private static double share(JsonNode mirror) {
        double fraction = mirror.at("/fraction/numerator").asDouble(100)
                / mirror.at("/fraction/denominator").asDouble(100)
                * 100;
        return mirror.path("percent").asDouble(fraction);
    }

    private static Optional<FrontWay> proxied(List<ObjectNode> proxies) {
        return proxies.stream()
                .flatMap(proxy -> each(proxy.at("/spec/routes")))
                .map(route -> {
                    List<JsonNode> services = each(route.path("services")).toList();
                    JsonNode mirror = services.stream()
                            .filter(service -> service.path("mirror").asBoolean())
                            .findFirst()
                            .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
                    return new FrontWay(
                            services.get(0).path("name").asText(),
                            mirror.path("name").asText(),
                            mirror.isMissingNode() ? 0 : mirror.path("weight").asDouble(100));
                })
                .findFirst();
    }

    /** Clones have the higher priority and name methods, if any. */
    private static Optional<FrontWay> ingress(List<ObjectNode> routes, List<ObjectNode> services) {
        return routes.stream()
                .flatMap(route -> each(route.at("/spec/routes")))
                .filter(rule -> !rule.path("match").asText().contains("Method(")
                        || rule.path("match").asText().contains("Method(`GET`)"))
                .max(Comparator.comparing(rule -> rule.path("priority").asInt(0)))
                .map(rule -> rule.at("/services/0"))
                .map(target -> target.path("kind").asText().equals("TraefikService")
                        ? mirrored(services, target.path("name").asText())
                        : new FrontWay(target.path("name").asText(), "", 0));
    }

    private static FrontWay mirrored(List<ObjectNode> services, String name) {
        return services.stream()
                .filter(service -> service.at("/metadata/name").asText().equals(name))
                .map(service -> service.at("/spec/mirroring"))
                .map(mirroring -> new FrontWay(
                        mirroring.path("name").asText(),
                        mirroring.at("/mirrors/0/name").asText(),
                        mirroring.at("/mirrors/0/percent").asDouble(0)))
                .findFirst()
                .orElse(new FrontWay("nobody", "", 0));
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
