package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Istio's rules of which object counts for which request. */
class RouteTableTest {
    private static final Origin DEFAULT = new Origin(true, 9080, "default", Map.of());
    private static final Origin SHOP = new Origin(true, 9080, "shop", Map.of());

    private final MemoryCluster cluster = new MemoryCluster();

    private static String service(String namespace) {
        return "{apiVersion: v1, kind: Service, metadata: {name: reviews, namespace: " + namespace
                + "}, spec: {selector: {app: reviews}, ports: [{port: 9080}]}}";
    }

    private static String rule(String name, String namespace, String host, String created, String subsets) {
        return "{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: " + name
                + ", namespace: " + namespace + ", creationTimestamp: \"" + created + "\"}, spec: {host: \"" + host
                + "\", subsets: [" + subsets + "]}}";
    }

    private static String routes(String name, String namespace, String created, String host, String more) {
        return "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: " + name + ", namespace: "
                + namespace + ", creationTimestamp: \"" + created + "\"}, spec: {hosts: [\"" + host + "\"], " + more
                + "}}";
    }

    private static String http(String name) {
        return "http: [{name: " + name + ", route: [{destination: {host: reviews}}]}]";
    }

    private Optional<Map<String, String>> subset(String name, Origin origin) {
        Destination destination = new Destination("reviews.default.svc.cluster.local", name, OptionalInt.empty());
        return new RouteTable(cluster).cluster(destination, origin).map(Cluster::labels);
    }

    private String route(String authority, Origin origin) {
        RouteTable.Finding finding = new RouteTable(cluster).find(Stage.get(authority, "/"), origin);
        return finding instanceof RouteTable.Finding.Route route
                ? route.found().route().name()
                : finding.getClass().getSimpleName();
    }

    @Test
    void rulesOfOneNamespaceAreJoinedAndTheOlderSubsetStays() {
        cluster.apply(service("default"));
        cluster.apply(rule(
                "b",
                "default",
                "reviews",
                "2026-01-02T00:00:00Z",
                "{name: v1, labels: {version: late}}," + " {name: v2, labels: {version: v2}}"));
        cluster.apply(rule("z", "default", "reviews", "2026-01-01T00:00:00Z", "{name: v1, labels: {version: v1}}"));
        assertThat(subset("v1", DEFAULT)).hasValue(Map.of("version", "v1"));
        assertThat(subset("v2", DEFAULT)).hasValue(Map.of("version", "v2"));
        assertThat(subset("v3", DEFAULT)).isEmpty();
    }

    @Test
    void theClientsOwnRuleGoesBeforeTheServices() {
        String full = "reviews.default.svc.cluster.local";
        cluster.apply(service("default"));
        cluster.apply(rule("a", "default", "reviews", "2026-01-01T00:00:00Z", "{name: v1, labels: {version: v1}}"));
        cluster.apply(rule("a", "shop", full, "2026-01-02T00:00:00Z", "{name: v1, labels: {version: shops}}"));
        assertThat(subset("v1", SHOP)).hasValue(Map.of("version", "shops"));
        assertThat(subset("v1", DEFAULT)).hasValue(Map.of("version", "v1"));
    }

    @Test
    void aShortNameIsAServiceOfTheRulesOwnNamespace() {
        cluster.apply(service("default"));
        cluster.apply(service("shop"));
        cluster.apply(routes("r", "shop", "2026-01-01T00:00:00Z", "reviews", http("shops")));
        assertThat(route("reviews:9080", SHOP)).isEqualTo("shops");
        assertThat(route("reviews:9080", DEFAULT)).isEqualTo("default");
        assertThat(route("reviews.shop:9080", DEFAULT)).isEqualTo("shops");
        assertThat(route("reviews.shop.svc.cluster.local:9080", DEFAULT)).isEqualTo("shops");
    }

    @Test
    void theBestFittingHostCountsAndThenTheOldest() {
        cluster.apply(service("default"));
        cluster.apply(routes("a", "default", "2026-01-01T00:00:00Z", "*.svc.cluster.local", http("wild")));
        assertThat(route("reviews", DEFAULT)).isEqualTo("wild");
        cluster.apply(routes("b", "default", "2026-01-03T00:00:00Z", "reviews", http("newer")));
        assertThat(route("reviews", DEFAULT)).isEqualTo("newer");
        cluster.apply(routes("c", "default", "2026-01-02T00:00:00Z", "reviews", http("older")));
        assertThat(route("reviews", DEFAULT)).isEqualTo("older");
    }

    @Test
    void aRuleForGatewaysOnlyIsNotForSidecars() {
        cluster.apply(service("default"));
        cluster.apply(routes("a", "default", "2026-01-01T00:00:00Z", "reviews", "gateways: [front], " + http("front")));
        assertThat(route("reviews", DEFAULT)).isEqualTo("default");
    }

    @Test
    void aGatewayJoinsRulesForOneHostAndPutsUnconditionalOnesLast() {
        Origin gateway = new Origin(false, 80, "istio-system", Map.of("istio", "ingressgateway"));
        cluster.apply("{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: front, namespace: default},"
                + " spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, protocol: HTTP},"
                + " hosts: [\"*/shop.example\"]}]}}");
        cluster.apply(
                routes("a", "default", "2026-01-01T00:00:00Z", "shop.example", "gateways: [front], " + http("all")));
        cluster.apply(routes(
                "b",
                "shop",
                "2026-01-02T00:00:00Z",
                "shop.example",
                "gateways: [default/front], http: [{name: one, match: [{uri: {prefix: /}}]}]"));
        assertThat(route("shop.example", gateway)).isEqualTo("one");
        assertThat(route("shop.example", gateway.at(81))).isEqualTo("NoRoute");
        assertThat(route("other.example", gateway)).isEqualTo("NoRoute");
    }

    @Test
    void aPortThatAServiceDoesNotHaveIsNoCluster() {
        cluster.apply(service("default"));
        Destination destination = new Destination("reviews.default.svc.cluster.local", "", OptionalInt.of(80));
        assertThat(new RouteTable(cluster).cluster(destination, DEFAULT)).isEmpty();
    }

    @Test
    void aDelegateThatContradictsItsRootGivesNoRoute() {
        cluster.apply(service("default"));
        cluster.apply(
                "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: part, namespace: default},"
                        + " spec: {http: [{name: wide, match: [{uri: {prefix: /a}}]}, {name: narrow, match: [{uri: {prefix: /a/b}}]}]}}");
        cluster.apply(routes(
                "root",
                "default",
                "2026-01-01T00:00:00Z",
                "reviews",
                "http: [{match: [{uri: {prefix: /a/b}}], delegate: {name: part}}]"));
        RouteTable.Finding finding = new RouteTable(cluster).find(Stage.get("reviews", "/a/b/c"), DEFAULT);
        assertThat(finding).isInstanceOfSatisfying(RouteTable.Finding.Route.class, route -> assertThat(
                        route.found().route().name())
                .isEqualTo("narrow"));
    }
}
