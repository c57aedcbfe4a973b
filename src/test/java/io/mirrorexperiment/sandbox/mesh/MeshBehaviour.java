package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What any Istio mesh does with routes and requests. A subclass supplies the mesh, in which the Service {@code reviews}
 * (port 9080, namespace {@code default}) has a ready pod with a sidecar of {@code version} v1 and another of v2, and a
 * DestinationRule names both as subsets; nothing else is stored when a test begins.
 */
abstract class MeshBehaviour {
    /** The mesh under test. */
    interface Subject extends AutoCloseable {
        /** Stores objects and returns when the proxies obey them. */
        void apply(String yaml);

        /** Sends from a client in the mesh that has a sidecar, of namespace {@code default}, with label app=tester. */
        Answer send(Request request);

        /** Sends through the ingress gateway, port 80. */
        Answer sendToGateway(Request request);

        /** The requests that a version of reviews received so far. */
        List<Received> received(String version);

        /** The sum of istio_requests_total of one reporter for {@code destination_workload} reviews-version. */
        double counted(String reporter, String version);

        @Override
        void close();
    }

    /** A line of an inbound access log. */
    record Received(String id, String method, String path, String authority) {}

    private static final String TO_V1 = "route: [{destination: {host: reviews, subset: v1}}]";

    private Subject mesh;

    abstract Subject open();

    @BeforeEach
    void opens() {
        mesh = open();
    }

    @AfterEach
    void closes() {
        mesh.close();
    }

    static String reviewsRoutes(String http) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews, namespace: default}
                spec:
                  hosts: [reviews]
                  http: [%s]
                """.formatted(http);
    }

    private static Request get(String path) {
        return Stage.get("reviews:9080", path).withHeaders(Fields.of("x-request-id", newId()));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static String id(Request request) {
        return request.headers().first("x-request-id").orElseThrow();
    }

    private String servedBy(Request request) {
        return mesh.send(request).headers().first("x-served-by").orElse("nobody");
    }

    private boolean hasReceived(String version, String id) {
        return mesh.received(version).stream().anyMatch(one -> one.id().equals(id));
    }

    /** A copy takes its time: waits until a later copy has come, so that an earlier one would be there too. */
    private void letCopiesArrive() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v2}}"));
        Request last = get("/last");
        mesh.send(last);
        Stage.await(() -> hasReceived("v2", id(last)));
    }

    @Test
    void aServiceWithoutRoutesIsSharedByAllItsPods() {
        List<String> served = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> servedBy(get("/")))
                .toList();
        assertThat(served).contains("reviews-v1", "reviews-v2");
    }

    @Test
    void aSubsetTakesAll() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + "}"));
        for (int i = 0; i < 20; i++) {
            assertThat(servedBy(get("/"))).isEqualTo("reviews-v1");
        }
    }

    @Test
    void theFirstMatchingEntryCounts() {
        mesh.apply(reviewsRoutes("""
                {match: [{uri: {prefix: /b}, method: {exact: GET}, headers: {end-user: {exact: jason}}}],
                 route: [{destination: {host: reviews, subset: v2}}]},
                {route: [{destination: {host: reviews, subset: v1}}]}"""));
        Request jason = get("/beta").withHeaders(Fields.of("End-User", "jason"));
        assertThat(servedBy(jason)).isEqualTo("reviews-v2");
        assertThat(servedBy(get("/beta"))).isEqualTo("reviews-v1");
        assertThat(servedBy(jason.withPath("/a"))).isEqualTo("reviews-v1");
    }

    @Test
    void aMethodExpressionMatchesWholeWords() {
        mesh.apply(reviewsRoutes("{match: [{method: {regex: GET|HEAD|OPTIONS}}], route: [{destination:"
                + " {host: reviews, subset: v2}}]}, {" + TO_V1 + "}"));
        assertThat(servedBy(get("/"))).isEqualTo("reviews-v2");
        assertThat(servedBy(Stage.post("reviews:9080", "/", 3))).isEqualTo("reviews-v1");
    }

    @Test
    void withoutAMatchingEntryThereIsNothing() {
        mesh.apply(reviewsRoutes("{match: [{uri: {exact: /only}}], " + TO_V1 + "}"));
        assertThat(mesh.send(get("/other")).status()).isEqualTo(404);
    }

    @Test
    void aMirrorGetsACopyThatTheClientDoesNotNotice() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v2}}"));
        Request request = get("/copied?a=1");
        assertThat(servedBy(request)).isEqualTo("reviews-v1");
        Stage.await(() -> hasReceived("v2", id(request)));
        assertThat(mesh.received("v2")).anySatisfy(copy -> {
            assertThat(copy.id()).isEqualTo(id(request));
            assertThat(copy.path()).isEqualTo("/copied?a=1");
            assertThat(copy.authority()).isIn("reviews:9080", "reviews-shadow:9080");
        });
    }

    @Test
    void mirroredRequestsAreCountedAtTheirDestinationOnly() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v2}}"));
        for (int i = 0; i < 10; i++) {
            mesh.send(get("/"));
        }
        Stage.await(() -> mesh.counted("destination", "v2") >= 10);
        assertThat(mesh.counted("destination", "v1")).isEqualTo(10);
        assertThat(mesh.counted("destination", "v2")).isEqualTo(10);
        Stage.await(() -> mesh.counted("source", "v1") >= 10);
        assertThat(mesh.counted("source", "v2")).isZero();
    }

    @Test
    void severalMirrorsAreServedEachByItself() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirrors: [{destination: {host: reviews, subset: v2}},"
                + " {destination: {host: reviews, subset: v2}, percentage: {value: 100}}]}"));
        mesh.send(get("/"));
        Stage.await(() -> mesh.counted("destination", "v2") >= 2);
        assertThat(mesh.counted("destination", "v2")).isEqualTo(2);
    }

    @Test
    void aPercentageOfZeroMirrorsNothing() {
        for (String none : List.of("mirrorPercentage: {value: 0}", "mirrorPercent: 0", "mirrorPercentage: {}")) {
            mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v2}, " + none + "}"));
            Request request = get("/uncopied");
            mesh.send(request);
            letCopiesArrive();
            assertThat(hasReceived("v2", id(request))).as(none).isFalse();
        }
    }

    @Test
    void anUnknownSubsetMirrorsNothingAndFailsNobody() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v3}}"));
        Request request = get("/");
        assertThat(mesh.send(request).status()).isEqualTo(200);
        letCopiesArrive();
        assertThat(hasReceived("v2", id(request))).isFalse();
    }

    @Test
    void anUnknownSubsetAsRouteIsAnError() {
        mesh.apply(reviewsRoutes("{route: [{destination: {host: reviews, subset: v3}}]}"));
        assertThat(mesh.send(get("/")).status()).isEqualTo(503);
    }

    @Test
    void aBodyBeyondOneMebibyteIsNotMirrored() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v2}}"));
        Request big = Stage.post("reviews:9080", "/big", (1 << 20) + 1).withHeaders(Fields.of("x-request-id", newId()));
        Request small = Stage.post("reviews:9080", "/small", 1000).withHeaders(Fields.of("x-request-id", newId()));
        assertThat(mesh.send(big).status()).isEqualTo(200);
        mesh.send(small);
        Stage.await(() -> hasReceived("v2", id(small)));
        letCopiesArrive();
        assertThat(hasReceived("v2", id(big))).isFalse();
        assertThat(hasReceived("v1", id(big))).isTrue();
    }

    @Test
    void weightsShareAndZeroGetsNothing() {
        mesh.apply(reviewsRoutes("{route: [{destination: {host: reviews, subset: v1}, weight: 0},"
                + " {destination: {host: reviews, subset: v2}, weight: 100}]}"));
        for (int i = 0; i < 20; i++) {
            assertThat(servedBy(get("/"))).isEqualTo("reviews-v2");
        }
    }

    @Test
    void aLoneDestinationGetsAllWhateverItsWeight() {
        mesh.apply(reviewsRoutes("{route: [{destination: {host: reviews, subset: v1}, weight: 0}]}"));
        assertThat(servedBy(get("/"))).isEqualTo("reviews-v1");
    }

    @Test
    void rewritesReplaceTheMatchedPrefixAndTheAuthority() {
        mesh.apply(reviewsRoutes(
                "{match: [{uri: {prefix: /old}}], rewrite: {uri: /new, authority: other.example}, " + TO_V1 + "}"));
        Request request = get("/old/page?q=1");
        mesh.send(request);
        assertThat(mesh.received("v1")).anySatisfy(one -> {
            assertThat(one.id()).isEqualTo(id(request));
            assertThat(one.authority()).isEqualTo("other.example");
        });
    }

    @Test
    void responseHeadersAreSetAndRemoved() {
        mesh.apply(reviewsRoutes(
                "{headers: {response: {set: {x-route: yes-sir}, remove: [x-served-by]}}, " + TO_V1 + "}"));
        Fields headers = mesh.send(get("/")).headers();
        assertThat(headers.first("x-route")).hasValue("yes-sir");
        assertThat(headers.has("x-served-by")).isFalse();
    }

    @Test
    void redirectsAndFixedAnswersAskNoPod() {
        mesh.apply(reviewsRoutes("{match: [{uri: {exact: /moved}}], redirect: {uri: /there, redirectCode: 302}},"
                + " {match: [{uri: {exact: /tea}}], directResponse: {status: 418, body: {string: short and stout}}}"));
        Answer moved = mesh.send(get("/moved"));
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.headers().first("location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/there"));
        assertThat(mesh.send(get("/tea")).status()).isEqualTo(418);
        assertThat(mesh.received("v1")).isEmpty();
    }

    @Test
    void anAbortIsAnsweredByTheProxyAndMirrorsNothing() {
        mesh.apply(reviewsRoutes("{fault: {abort: {httpStatus: 418, percentage: {value: 100}}}, " + TO_V1
                + ", mirror: {host: reviews, subset: v2}}"));
        Request request = get("/");
        assertThat(mesh.send(request).status()).isEqualTo(418);
        letCopiesArrive();
        assertThat(hasReceived("v2", id(request))).isFalse();
    }

    @Test
    void sourceLabelsAreThoseOfTheClient() {
        mesh.apply(reviewsRoutes("{match: [{sourceLabels: {app: tester}}], route: [{destination: {host: reviews,"
                + " subset: v2}}]}, {" + TO_V1 + "}"));
        assertThat(servedBy(get("/"))).isEqualTo("reviews-v2");
    }

    @Test
    void aDelegateRoutesForItsRoot() {
        mesh.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: part, namespace: default}
                spec: {http: [{match: [{uri: {prefix: /part/two}}], route: [{destination: {host: reviews, subset: v2}}]}]}
                """);
        mesh.apply(reviewsRoutes(
                "{match: [{uri: {prefix: /part}}], delegate: {name: part, namespace: default}}, {" + TO_V1 + "}"));
        assertThat(servedBy(get("/part/two"))).isEqualTo("reviews-v2");
        assertThat(servedBy(get("/part/one"))).isEqualTo("reviews-v1");
    }

    @Test
    void theGatewayLetsInWhatAGatewayObjectNames() {
        mesh.apply("""
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: front, namespace: default}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example]}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: front, namespace: default}
                spec:
                  hosts: [shop.example]
                  gateways: [front]
                  http: [{match: [{uri: {prefix: /reviews}}], route: [{destination: {host: reviews, subset: v1}}]}]
                """);
        assertThat(mesh.sendToGateway(Stage.get("shop.example", "/reviews/0")).status())
                .isEqualTo(200);
        assertThat(mesh.sendToGateway(Stage.get("shop.example", "/admin")).status())
                .isEqualTo(404);
        assertThat(mesh.sendToGateway(Stage.get("else.example", "/reviews/0")).status())
                .isEqualTo(404);
    }

    @Test
    void aRequestWithoutIdGetsOneThatItsCopyShares() {
        mesh.apply(reviewsRoutes("{" + TO_V1 + ", mirror: {host: reviews, subset: v2}}"));
        mesh.send(Stage.get("reviews:9080", "/nameless"));
        Stage.await(() -> !mesh.received("v2").isEmpty());
        String id = mesh.received("v2").get(0).id();
        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(hasReceived("v1", id)).isTrue();
    }
}
