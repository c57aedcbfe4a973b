package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Gateway API's rules of which rule counts for which request; expected is what istiod makes of them. */
class GatewayRoutesTest {
    private static final Origin SIDECAR = new Origin(true, 9080, "default", Map.of());
    private static final Origin GATEWAY = new Origin(false, 80, "istio-system", Map.of("istio", "ingressgateway"));

    private final MemoryCluster cluster = new MemoryCluster();

    private static String service(String name) {
        return "{apiVersion: v1, kind: Service, metadata: {name: " + name
                + "}, spec: {selector: {app: reviews}, ports: [{port: 9080}]}}";
    }

    private static String route(String name, String namespace, String parent, String rules) {
        return "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: " + name + ", namespace: "
                + namespace + "}, spec: {parentRefs: [" + parent + "], rules: [" + rules + "]}}";
    }

    private static String to(String service, String more) {
        return "{" + more + "backendRefs: [{name: " + service + ", port: 9080}]}";
    }

    private String goesTo(Request request, Origin origin) {
        return finding(request, origin) instanceof RouteTable.Finding.Route route
                ? route.found().route().destinations().stream()
                        .map(leg -> leg.destination().host().replaceFirst("\\..*", ""))
                        .toList()
                        .toString()
                : finding(request, origin).getClass().getSimpleName();
    }

    private RouteTable.Finding finding(Request request, Origin origin) {
        return new RouteTable(cluster).find(request, origin);
    }

    @Test
    void aRouteOfAServiceHoldsForItsCallersInTheMesh() {
        cluster.apply(service("reviews"));
        cluster.apply(route("a", "default", "{group: '', kind: Service, name: reviews}", to("other", "")));

        assertThat(goesTo(Stage.get("reviews", "/"), SIDECAR)).isEqualTo("[other]");
    }

    /** One of another namespace is for callers there only, which is not played. */
    @Test
    void aRouteOfAnotherNamespaceDoesNotHoldForAll() {
        cluster.apply(service("reviews"));
        cluster.apply(
                route("a", "shop", "{group: '', kind: Service, name: reviews, namespace: default}", to("other", "")));

        assertThat(goesTo(Stage.get("reviews", "/"), SIDECAR)).isEqualTo("[reviews]");
    }

    @Test
    void theClosestRuleTakesARequestWhereverItStands() {
        cluster.apply(service("reviews"));
        String rules = String.join(
                ", ",
                to("whole", ""),
                to("long", "matches: [{path: {value: /a/b}}], "),
                to("reading", "matches: [{path: {value: /a}, method: GET}], "),
                to("headed", "matches: [{path: {value: /a}, headers: [{name: x, value: '1'}]}], "),
                to("exact", "matches: [{path: {type: Exact, value: /a}}], "));
        cluster.apply(route("a", "default", "{group: '', kind: Service, name: reviews}", rules));

        assertThat(List.of("/a", "/a/", "/a/b/c", "/ab", "/"))
                .extracting(path -> goesTo(Stage.get("reviews", path), SIDECAR))
                .containsExactly("[exact]", "[reading]", "[long]", "[whole]", "[whole]");
    }

    @Test
    void copiesAreMadeAtThePercentageOrTheFraction() {
        cluster.apply(service("reviews"));
        String mirrors =
                "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: dark, port: 9080}, percent: 40}},"
                        + " {type: RequestMirror, requestMirror: {backendRef: {name: third}, fraction: {numerator: 1, denominator: 200}}},"
                        + " {type: RequestMirror, requestMirror: {backendRef: {name: all}}}], ";
        cluster.apply(route("a", "default", "{group: '', kind: Service, name: reviews}", to("reviews", mirrors)));

        RouteTable.Finding.Route route = (RouteTable.Finding.Route) finding(Stage.get("reviews", "/"), SIDECAR);

        assertThat(route.found().route().mirrors()).extracting(Mirror::percent).containsExactly(40.0, 0.5, 100.0);
        assertThat(route.found().route().mirrors().get(0).destination().host())
                .isEqualTo("dark.default.svc.cluster.local");
    }

    @Test
    void aRouteOfAGatewayHoldsAtItsListenersForItsHosts() {
        cluster.apply(service("reviews"));
        cluster.apply(
                "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: shop}, spec:"
                        + " {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP, hostname: '*.example.com'}]}}");
        cluster.apply(route("a", "default", "{name: shop}", to("reviews", "")));

        assertThat(goesTo(Stage.get("a.example.com", "/"), GATEWAY)).isEqualTo("[reviews]");
        assertThat(goesTo(Stage.get("a.example.org", "/"), GATEWAY)).isNotEqualTo("[reviews]");
    }
}
