package io.mirrorexperiment.sandbox.mesh;

import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.get;
import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.id;
import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets copies of which requests, and who notices. */
interface CopyingBehaviour extends MeshBehaviour {
    @Test
    default void aMirrorGetsACopyThatTheClientDoesNotNotice() {
        routes("{" + MIRRORED + "}");
        Request request = get("/copied?a=1");
        assertThat(servedBy(request)).isEqualTo("reviews-v1");
        Stage.await(() -> hasReceived("v2", id(request)));
        assertThat(mesh().received("v2")).anySatisfy(copy -> {
            assertThat(copy.id()).isEqualTo(id(request));
            assertThat(copy.path()).isEqualTo("/copied?a=1");
            assertThat(copy.authority()).isIn("reviews:9080", "reviews-shadow:9080");
        });
    }

    @Test
    default void severalMirrorsAreServedEachByItself() {
        routes("{" + TO_V1 + ", mirrors: [{destination: {host: reviews, subset: v2}},"
                + " {destination: {host: reviews, subset: v2}, percentage: {value: 100}}]}");
        mesh().send(get("/"));
        Stage.await(() -> mesh().counted("destination", "v2") >= 2);
        assertThat(mesh().counted("destination", "v2")).isEqualTo(2);
    }

    @Test
    default void aPercentageOfZeroMirrorsNothing() {
        for (String none : List.of("mirrorPercentage: {value: 0}", "mirrorPercent: 0", "mirrorPercentage: {}")) {
            routes("{" + MIRRORED + ", " + none + "}");
            Request request = get("/uncopied");
            mesh().send(request);
            letCopiesArrive();
            assertThat(hasReceived("v2", id(request))).as(none).isFalse();
        }
    }

    @Test
    default void anUnknownSubsetMirrorsNothingAndFailsNobody() {
        routes("{" + TO_V1 + ", mirror: {host: reviews, subset: v3}}");
        Request request = get("/");
        assertThat(mesh().send(request).status()).isEqualTo(200);
        letCopiesArrive();
        assertThat(hasReceived("v2", id(request))).isFalse();
    }

    /** Envoy copies a body while it comes in; before 1.33 it kept it, and gave up on copies beyond its buffer of 1 MiB. */
    @ParameterizedTest
    @ValueSource(ints = {1000, (1 << 20) + 1, 8 << 20})
    default void aBodyOfAnySizeIsMirrored(int bytes) {
        routes("{" + MIRRORED + "}");
        Request request = post("/body", bytes);
        assertThat(mesh().send(request).status()).isEqualTo(200);
        Stage.await(() -> hasReceived("v2", id(request)));
        assertThat(times("v1", id(request))).isEqualTo(1);
    }

    @Test
    default void anAbortIsAnsweredByTheProxyAndMirrorsNothing() {
        routes("{fault: {abort: {httpStatus: 418, percentage: {value: 100}}}, " + TO_V1
                + ", mirror: {host: reviews, subset: v2}}");
        Request request = get("/");
        assertThat(mesh().send(request).status()).isEqualTo(418);
        letCopiesArrive();
        assertThat(hasReceived("v2", id(request))).isFalse();
    }

    @Test
    default void aRequestWithoutIdGetsOneThatItsCopyShares() {
        routes("{" + MIRRORED + "}");
        mesh().send(Stage.get("reviews:9080", "/nameless"));
        Stage.await(() -> !mesh().received("v2").isEmpty());
        String id = mesh().received("v2").get(0).id();
        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(hasReceived("v1", id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirrorPercentage: {value: 40}", "mirrorPercent: 40"})
    default void aPercentageCopiesThatShareByChance(String dialect) {
        routes("{" + MIRRORED + ", " + dialect + "}");
        sendWell(400);
        awaitCount("destination", "v1", 400);
        awaitSettled();
        assertThat(mesh().counted("destination", "v2")).is(Binomial.likely(400, 0.4));
    }

    @Test
    default void aSmallPercentageIsNotRoundedUp() {
        routes("{" + MIRRORED + ", mirrorPercentage: {value: 1}}");
        sendWell(400);
        awaitCount("destination", "v1", 400);
        awaitSettled();
        assertThat(mesh().counted("destination", "v2")).is(Binomial.likely(400, 0.01));
    }

    /** The client's proxy knows how many copies it sent. */
    default void awaitSettled() {
        Stage.await(() -> mesh().sentTo("v2") == mesh().counted("destination", "v2"));
    }

    @Test
    default void onlyTheMethodsOfTheMirroredEntryAreCopied() {
        routes("{name: safe, match: [{method: {regex: GET|HEAD|OPTIONS}}], " + MIRRORED + "}, {" + TO_V1 + "}");
        Request read = get("/read");
        Request write = post("/write", 10);
        assertThat(servedBy(read)).isEqualTo("reviews-v1");
        assertThat(servedBy(write)).isEqualTo("reviews-v1");
        Stage.await(() -> hasReceived("v2", id(read)));
        letCopiesArrive();
        assertThat(hasReceived("v2", id(write))).isFalse();
    }

    @Test
    default void aCopyIsRewrittenAsItsOriginal() {
        routes("{match: [{uri: {prefix: /old}}], rewrite: {uri: /new}, " + MIRRORED + "}");
        Request request = get("/old/1?a=b");
        mesh().send(request);
        Stage.await(() -> hasReceived("v2", id(request)));
        assertThat(mesh().received("v2")).extracting(Received::path).contains(rewritten());
    }

    private String rewritten() {
        return mesh().received("v1").get(0).path();
    }

    @Test
    default void aMirrorOfAnotherRouteIsNoneOfThisOne() {
        routes("{match: [{uri: {prefix: /copied}}], " + MIRRORED + "}, {" + TO_V1 + "}");
        Request other = get("/other");
        mesh().send(other);
        letCopiesArrive();
        assertThat(hasReceived("v2", id(other))).isFalse();
    }
}
