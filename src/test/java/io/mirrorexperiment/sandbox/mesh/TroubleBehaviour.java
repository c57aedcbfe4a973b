package io.mirrorexperiment.sandbox.mesh;

import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.get;
import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Errors, delays, time-outs and death of either version, and what of it a client feels. */
interface TroubleBehaviour extends MeshBehaviour {
    @Test
    default void errorsOfTheDarkVersionStayInTheDark() {
        mesh().behave("v2", "errors=1,status=503");
        routes("{" + MIRRORED + "}");
        sendWell(20);
        awaitCount("destination", "v2", 20);
        assertThat(mesh().received("v1")).hasSize(20);
    }

    @Test
    default void aSlowDarkVersionDelaysNobody() {
        mesh().behave("v2", "latency=2s");
        routes("{" + MIRRORED + "}");
        long from = System.nanoTime();
        sendWell(20);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
        awaitCount("destination", "v2", 20);
    }

    @Test
    default void aDeadDarkVersionIsNotNoticed() {
        routes("{" + MIRRORED + "}");
        mesh().die("v2");
        sendWell(20);
        awaitCount("destination", "v1", 20);
        assertThat(mesh().counted("destination", "v2")).isZero();
    }

    @Test
    default void aSubsetWithoutPodsIsUnavailable() {
        routes("{" + TO_V1 + "}");
        mesh().die("v1");
        assertThat(mesh().send(get("/")).status()).isEqualTo(503);
    }

    @Test
    default void anAnswerOf503IsNotTriedAgainUnasked() {
        mesh().behave("v1", "errors=1,status=503");
        routes("{" + TO_V1 + "}");
        Request request = get("/");
        assertThat(mesh().send(request).status()).isEqualTo(503);
        assertThat(times("v1", id(request))).isEqualTo(1);
    }

    @Test
    default void aRouteThatAsksForItIsTriedAgain() {
        mesh().behave("v1", "errors=1,status=503");
        routes("{retries: {attempts: 2, retryOn: 5xx}, " + TO_V1 + "}");
        Request request = get("/");
        assertThat(mesh().send(request).status()).isEqualTo(503);
        assertThat(times("v1", id(request))).isEqualTo(3);
    }

    @Test
    default void anErrorOtherThanTheAskedOneIsNotTriedAgain() {
        mesh().behave("v1", "errors=1,status=500");
        routes("{retries: {attempts: 2, retryOn: \"gateway-error,connect-failure\"}, " + TO_V1 + "}");
        Request request = get("/");
        assertThat(mesh().send(request).status()).isEqualTo(500);
        assertThat(times("v1", id(request))).isEqualTo(1);
    }

    @Test
    default void aRequestIsCopiedOnceHoweverOftenItIsTried() {
        mesh().behave("v1", "errors=1,status=503");
        routes("{retries: {attempts: 2, retryOn: 5xx}, " + MIRRORED + "}");
        Request request = get("/");
        mesh().send(request);
        Stage.await(() -> hasReceived("v2", id(request)));
        letCopiesArrive();
        assertThat(times("v1", id(request))).isEqualTo(3);
        assertThat(times("v2", id(request))).isEqualTo(1);
    }

    @Test
    default void aRouteGivesUpAfterItsTimeOut() {
        mesh().behave("v1", "latency=2s");
        routes("{timeout: 300ms, " + TO_V1 + "}");
        assertThat(timed(get("/"), 504)).isBetween(Duration.ofMillis(290), Duration.ofMillis(1900));
    }

    @Test
    default void aCopyIsGivenUpAfterTheTimeOutOfItsRoute() {
        mesh().behave("v2", "latency=2s");
        routes("{timeout: 300ms, " + MIRRORED + "}");
        sendWell(5);
        Stage.await(() -> mesh().sum(
                                "envoy_cluster_upstream_rq",
                                java.util.Map.of("cluster_name", mesh().cluster("v2"), "response_code_class", "5xx"))
                == 5);
    }

    @Test
    default void aFixedDelayHoldsTheRequestUpAndItsCopyToo() {
        routes("{fault: {delay: {fixedDelay: 400ms, percentage: {value: 100}}}, " + MIRRORED + "}");
        Request request = get("/");
        assertThat(timed(request, 200)).isBetween(Duration.ofMillis(390), Duration.ofSeconds(2));
        Stage.await(() -> hasReceived("v2", id(request)));
    }
}
