package io.mirrorexperiment.sandbox.mesh;

import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.get;
import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which version of reviews gets a request, and how it looks on its way there and back. */
interface RoutingBehaviour extends MeshBehaviour {
    @Test
    default void aServiceWithoutRoutesIsSharedByAllItsPods() {
        List<String> served =
                IntStream.range(0, 40).mapToObj(i -> servedBy(get("/"))).toList();
        assertThat(served).contains("reviews-v1", "reviews-v2");
    }

    @Test
    default void aSubsetTakesAll() {
        routes("{" + TO_V1 + "}");
        for (int i = 0; i < 20; i++) {
            assertThat(servedBy(get("/"))).isEqualTo("reviews-v1");
        }
    }

    @Test
    default void theFirstMatchingEntryCounts() {
        routes("""
                {match: [{uri: {prefix: /b}, method: {exact: GET}, headers: {end-user: {exact: jason}}}],
                 route: [{destination: {host: reviews, subset: v2}}]},
                {route: [{destination: {host: reviews, subset: v1}}]}""");
        Request jason = get("/beta").withHeaders(Fields.of("End-User", "jason"));
        assertThat(servedBy(jason)).isEqualTo("reviews-v2");
        assertThat(servedBy(get("/beta"))).isEqualTo("reviews-v1");
        assertThat(servedBy(jason.withPath("/a"))).isEqualTo("reviews-v1");
    }

    @Test
    default void aMethodExpressionMatchesWholeWords() {
        routes("{match: [{method: {regex: GET|HEAD|OPTIONS}}], route: [{destination:"
                + " {host: reviews, subset: v2}}]}, {" + TO_V1 + "}");
        assertThat(servedBy(get("/"))).isEqualTo("reviews-v2");
        assertThat(servedBy(Stage.post("reviews:9080", "/", 3))).isEqualTo("reviews-v1");
    }

    @Test
    default void withoutAMatchingEntryThereIsNothing() {
        routes("{match: [{uri: {exact: /only}}], " + TO_V1 + "}");
        assertThat(mesh().send(get("/other")).status()).isEqualTo(404);
    }

    @Test
    default void anUnknownSubsetAsRouteIsAnError() {
        routes("{route: [{destination: {host: reviews, subset: v3}}]}");
        assertThat(mesh().send(get("/")).status()).isEqualTo(503);
    }

    @Test
    default void weightsShareAndZeroGetsNothing() {
        routes("{route: [{destination: {host: reviews, subset: v1}, weight: 0},"
                + " {destination: {host: reviews, subset: v2}, weight: 100}]}");
        for (int i = 0; i < 20; i++) {
            assertThat(servedBy(get("/"))).isEqualTo("reviews-v2");
        }
    }

    @Test
    default void aLoneDestinationGetsAllWhateverItsWeight() {
        routes("{route: [{destination: {host: reviews, subset: v1}, weight: 0}]}");
        assertThat(servedBy(get("/"))).isEqualTo("reviews-v1");
    }

    @Test
    default void rewritesReplaceTheMatchedPrefixAndTheAuthority() {
        routes("{match: [{uri: {prefix: /old}}], rewrite: {uri: /new, authority: other.example}, " + TO_V1 + "}");
        Request request = get("/old/page?q=1");
        mesh().send(request);
        assertThat(mesh().received("v1")).anySatisfy(one -> {
            assertThat(one.id()).isEqualTo(id(request));
            assertThat(one.authority()).isEqualTo("other.example");
        });
    }

    @Test
    default void responseHeadersAreSetAndRemoved() {
        routes("{headers: {response: {set: {x-route: yes-sir}, remove: [x-served-by]}}, " + TO_V1 + "}");
        Fields headers = mesh().send(get("/")).headers();
        assertThat(headers.first("x-route")).hasValue("yes-sir");
        assertThat(headers.has("x-served-by")).isFalse();
    }

    @Test
    default void redirectsAndFixedAnswersAskNoPod() {
        routes("{match: [{uri: {exact: /moved}}], redirect: {uri: /there, redirectCode: 302}},"
                + " {match: [{uri: {exact: /tea}}], directResponse: {status: 418, body: {string: short and stout}}}");
        Answer moved = mesh().send(get("/moved"));
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.headers().first("location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/there"));
        assertThat(mesh().send(get("/tea")).status()).isEqualTo(418);
        assertThat(mesh().received("v1")).isEmpty();
    }

    @Test
    default void sourceLabelsAreThoseOfTheClient() {
        routes("{match: [{sourceLabels: {app: tester}}], route: [{destination: {host: reviews," + " subset: v2}}]}, {"
                + TO_V1 + "}");
        assertThat(servedBy(get("/"))).isEqualTo("reviews-v2");
    }

    @Test
    default void aDelegateRoutesForItsRoot() {
        mesh().apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: part}
                spec: {http: [{match: [{uri: {prefix: /part/two}}], route: [{destination: {host: reviews, subset: v2}}]}]}
                """);
        routes("{match: [{uri: {prefix: /part}}], delegate: {name: part}}, {" + TO_V1 + "}");
        assertThat(servedBy(get("/part/two"))).isEqualTo("reviews-v2");
        assertThat(servedBy(get("/part/one"))).isEqualTo("reviews-v1");
    }

    @Test
    default void theGatewayLetsInWhatAGatewayObjectNames() {
        mesh().apply("""
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: front}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example]}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: front}
                spec:
                  hosts: [shop.example]
                  gateways: [front]
                  http: [{match: [{uri: {prefix: /reviews}}], route: [{destination: {host: reviews, subset: v1}}]}]
                """);
        assertThat(mesh().sendToGateway(Stage.get("shop.example", "/reviews/0")).status())
                .isEqualTo(200);
        assertThat(mesh().sendToGateway(Stage.get("shop.example", "/admin")).status())
                .isEqualTo(404);
        assertThat(mesh().sendToGateway(Stage.get("else.example", "/reviews/0")).status())
                .isEqualTo(404);
    }

    @Test
    default void weightsShareByChance() {
        routes("{route: [{destination: {host: reviews, subset: v1}, weight: 70},"
                + " {destination: {host: reviews, subset: v2}, weight: 30}]}");
        double second = IntStream.range(0, 200)
                .filter(i -> servedBy(get("/")).equals("reviews-v2"))
                .count();
        assertThat(second).is(Binomial.likely(200, 0.3));
    }

    @Test
    default void aRewriteOfAnUnconditionalRouteGoesBeforeThePath() {
        routes("{rewrite: {uri: /all}, " + TO_V1 + "}");
        Request request = get("/page");
        mesh().send(request);
        assertThat(mesh().received("v1"))
                .filteredOn(one -> one.id().equals(id(request)))
                .hasSize(1);
    }

    @Test
    default void requestHeadersAreSetBeforeTheRequestLeaves() {
        routes("{headers: {request: {set: {x-request-id: renamed}}}, " + TO_V1 + "}");
        mesh().send(get("/"));
        assertThat(mesh().received("v1")).extracting(Received::id).contains("renamed");
    }

    @Test
    default void responseHeadersOfARouteAndOfItsDestinationAreBothAdded() {
        routes("{headers: {response: {add: {x-route: outer}}}, route: [{destination: {host: reviews, subset: v1},"
                + " headers: {response: {add: {x-route: inner}}}}]}");
        assertThat(mesh().send(get("/")).headers().stream()
                        .filter(field -> field.named("x-route"))
                        .map(Fields.Field::value))
                .containsExactlyInAnyOrder("outer", "inner");
    }

    @Test
    default void anIgnoredCaseMatchesAnyCaseOfThePath() {
        routes("{match: [{uri: {prefix: /Mixed}, ignoreUriCase: true}], route: [{destination: {host: reviews,"
                + " subset: v2}}]}, {" + TO_V1 + "}");
        assertThat(servedBy(get("/miXED/1"))).isEqualTo("reviews-v2");
        assertThat(servedBy(get("/other"))).isEqualTo("reviews-v1");
    }

    @Test
    default void aMissingHeaderAndAQueryParameterAreConditions() {
        routes("{match: [{queryParams: {beta: {exact: \"yes\"}}, withoutHeaders: {x-old: {}}}], route: [{destination:"
                + " {host: reviews, subset: v2}}]}, {" + TO_V1 + "}");
        assertThat(servedBy(get("/?beta=yes"))).isEqualTo("reviews-v2");
        Request old = get("/?beta=yes");
        assertThat(servedBy(old.withHeaders(old.headers().plus("x-old", "1")))).isEqualTo("reviews-v1");
        assertThat(servedBy(get("/?beta=no"))).isEqualTo("reviews-v1");
    }

    @Test
    default void aHostThatNobodyKnowsIsRefused() {
        assertThat(mesh().send(Stage.get("nobody:9080", "/")).status()).isEqualTo(502);
    }

    @Test
    default void theFullNameOfAServiceIsTheSameHost() {
        routes("{" + TO_V1 + "}");
        String full = mesh().cluster("v1").substring("outbound|9080|v1|".length());
        assertThat(servedBy(Stage.get(full + ":9080", "/"))).isEqualTo("reviews-v1");
        assertThat(servedBy(Stage.get(full, "/"))).isEqualTo("reviews-v1");
    }
}
