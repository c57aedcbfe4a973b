package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated VirtualServices and DestinationRules around one service, as users may write them. */
final class Routes {
    static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE");
    static final List<String> PATHS = List.of("/", "/a", "/a/b", "/reviews/1", "/health");

    private static final List<Map<String, Object>> METHOD_CONDITIONS = List.of(
            Map.of("exact", "GET"),
            Map.of("exact", "POST"),
            Map.of("prefix", "P"),
            Map.of("prefix", "O"),
            Map.of("regex", "GET|PUT"),
            Map.of("regex", ".*E.*"));
    private static final List<Map<String, Object>> PATH_CONDITIONS = List.of(
            Map.of("prefix", "/"),
            Map.of("prefix", "/a"),
            Map.of("exact", "/health"),
            Map.of("regex", "/[a-z]+/[0-9]"));

    private Routes() {}

    static Arbitrary<Course> courses() {
        Arbitrary<List<String>> methods = Arbitraries.oneOf(
                Arbitraries.just(List.of("*")),
                Arbitraries.of(METHODS).list().ofMinSize(1).ofMaxSize(4).uniqueElements());
        Arbitrary<Double> percents = Arbitraries.of(100.0, 40.0, 0.5, 33.3);
        Arbitrary<Map<String, Integer>> shares = Arbitraries.of(Map.of(), Map.of("v1", 80, "v3", 20));
        return Combinators.combine(methods, percents, Arbitraries.longs().between(1, 5), shares)
                .as((some, percent, generation, divided) -> new Course(
                        "default",
                        "reviews",
                        Map.of("version", "v1"),
                        Map.of("version", "v2"),
                        percent,
                        some,
                        generation,
                        "default.reviews." + generation,
                        Optional.empty(),
                        List.of(),
                        divided));
    }

    static Arbitrary<List<Manifest>> objects() {
        Arbitrary<List<Manifest>> routes = Combinators.combine(
                        route("reviews", "default", List.of("reviews"), "reviews")
                                .list()
                                .ofMaxSize(1),
                        route("shop", "default", List.of("shop.example.com"), "reviews.default")
                                .list()
                                .ofMaxSize(1),
                        route("edge", "web", List.of("edge.example.com"), "reviews.default.svc.cluster.local")
                                .list()
                                .ofMaxSize(1))
                .as((own, shop, edge) -> joined(List.of(own, shop, edge)));
        return Combinators.combine(routes, rules()).as((some, rules) -> joined(List.of(some, rules)));
    }

    private static Arbitrary<List<Manifest>> rules() {
        List<Map<String, Object>> subsets = List.of(
                Map.of("name", "v1", "labels", Map.of("version", "v1")),
                Map.of("name", "v2", "labels", Map.of("version", "v2"), "unknown", 7),
                Map.of("name", "v3", "labels", Map.of("version", "v3")));
        Manifest own = object(
                "DestinationRule", "reviews", "default", Map.of("host", "reviews", "subsets", subsets, "odd", true));
        Manifest wide =
                object("DestinationRule", "wide", "default", Map.of("host", "*.svc.cluster.local", "subsets", subsets));
        Manifest clients = object(
                "DestinationRule",
                "reviews",
                "web",
                Map.of("host", "reviews.default.svc.cluster.local", "subsets", subsets));
        return Arbitraries.of(List.of(own), List.of(wide), List.of(own, clients), List.of(own, wide));
    }

    private static Arbitrary<Manifest> route(String name, String namespace, List<String> hosts, String host) {
        return Combinators.combine(entry(host).list().ofMinSize(1).ofMaxSize(5), Arbitraries.of(true, false))
                .as((entries, annotated) -> {
                    Map<String, Object> spec = new LinkedHashMap<>();
                    spec.put("hosts", hosts);
                    if (!name.equals("reviews")) {
                        spec.put("gateways", List.of("gate"));
                    }
                    spec.put("http", entries);
                    spec.put("someday", Map.of("known", false));
                    Manifest route = object("VirtualService", name, namespace, spec);
                    return annotated ? route.withAnnotation("team", "shop") : route;
                });
    }

    private static Arbitrary<Map<String, Object>> entry(String host) {
        Arbitrary<List<Map<String, Object>>> matches = match().list().ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of("", "", "a", "main", "2"), matches, action(host), Arbitraries.of(true, false))
                .as((name, some, action, adorned) -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    if (!name.isEmpty()) {
                        entry.put("name", name);
                    }
                    if (!some.isEmpty()) {
                        entry.put("match", some);
                    }
                    entry.putAll(action);
                    if (adorned) {
                        entry.put("retries", Map.of("attempts", 2, "retryOn", "5xx"));
                        entry.put("nobodyKnows", List.of(1, 2.5, "three"));
                    }
                    return entry;
                });
    }

    private static Arbitrary<Map<String, Object>> match() {
        return Combinators.combine(
                        Arbitraries.of(METHOD_CONDITIONS).list().ofMaxSize(1),
                        Arbitraries.of(PATH_CONDITIONS).list().ofMaxSize(1))
                .as((methods, paths) -> {
                    Map<String, Object> match = new LinkedHashMap<>();
                    methods.forEach(condition -> match.put("method", condition));
                    paths.forEach(condition -> match.put("uri", condition));
                    return match;
                });
    }

    private static Arbitrary<Map<String, Object>> action(String host) {
        return Arbitraries.of(
                route(List.of(leg(host, "", 0))),
                route(List.of(leg(host, "", 100))),
                route(List.of(leg(host, "v1", 0))),
                route(List.of(leg(host, "v1", 70), leg(host, "v3", 30))),
                route(List.of(leg(host, "v1", 100), leg(host, "v2", 0))),
                route(List.of(leg(host, "", 0), leg("ratings", "", 100))),
                route(List.of(leg("ratings", "", 0))),
                Map.of("redirect", Map.of("uri", "/elsewhere")));
    }

    private static Map<String, Object> route(List<Map<String, Object>> legs) {
        return Map.of("route", legs);
    }

    private static Map<String, Object> leg(String host, String subset, int weight) {
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("host", host);
        destination.put("port", Map.of("number", 9080));
        if (!subset.isEmpty()) {
            destination.put("subset", subset);
        }
        Map<String, Object> leg = new LinkedHashMap<>();
        leg.put("destination", destination);
        if (weight > 0) {
            leg.put("weight", weight);
        }
        return leg;
    }

    private static Manifest object(String kind, String name, String namespace, Map<String, Object> spec) {
        return Manifest.of(Map.of(
                "apiVersion",
                "networking.istio.io/v1beta1",
                "kind",
                kind,
                "metadata",
                Map.of("name", name, "namespace", namespace),
                "spec",
                spec));
    }

    private static List<Manifest> joined(List<List<Manifest>> lists) {
        List<Manifest> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return all;
    }
}
