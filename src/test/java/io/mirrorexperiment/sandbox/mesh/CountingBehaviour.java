package io.mirrorexperiment.sandbox.mesh;

import static io.mirrorexperiment.sandbox.mesh.MeshBehaviour.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which counters move, at which proxy, for what. */
interface CountingBehaviour extends MeshBehaviour {
    @Test
    default void mirroredRequestsAreCountedAtTheirDestinationOnly() {
        routes("{" + MIRRORED + "}");
        sendWell(10);
        awaitCount("destination", "v1", 10);
        awaitCount("destination", "v2", 10);
        awaitCount("source", "v1", 10);
        assertThat(mesh().counted("source", "v2")).isZero();
    }

    @Test
    default void theClientsProxyCountsItsCopiesInTheClusterOfTheMirror() {
        routes("{" + MIRRORED + "}");
        sendWell(10);
        Stage.await(() -> mesh().sentTo("v2") >= 10 && mesh().sentTo("v1") >= 10);
        assertThat(mesh().sentTo("v2")).isEqualTo(10);
        assertThat(mesh().sentTo("v1")).isEqualTo(10);
    }

    @Test
    default void errorsOfTheDarkVersionAreCountedByTheirStatus() {
        mesh().behave("v2", "errors=1,status=503");
        routes("{" + MIRRORED + "}");
        sendWell(10);
        Stage.await(() -> withStatus("destination", "v2", "503") >= 10);
        assertThat(withStatus("destination", "v2", "503")).isEqualTo(10);
        assertThat(withStatus("destination", "v2", "200")).isZero();
    }

    private double withStatus(String reporter, String version, String status) {
        return mesh().sum(
                        "istio_requests_total",
                        Map.of(
                                "reporter",
                                reporter,
                                "destination_workload",
                                "reviews-" + version,
                                "response_code",
                                status));
    }

    @Test
    default void everyTryIsCountedAtTheDestinationButTheSourceCountsTheRequest() {
        mesh().behave("v1", "errors=1,status=503");
        routes("{retries: {attempts: 2, retryOn: 5xx}, " + TO_V1 + "}");
        mesh().send(get("/"));
        awaitCount("destination", "v1", 3);
        awaitCount("source", "v1", 1);
    }

    @Test
    default void whatTheClientsProxyAnswersItselfHasNoDestination() {
        routes("{fault: {abort: {httpStatus: 418, percentage: {value: 100}}}, " + TO_V1 + "}");
        mesh().send(get("/"));
        Map<String, String> aborted = Map.of(
                "reporter",
                "source",
                "destination_workload",
                "unknown",
                "response_code",
                "418",
                "response_flags",
                "FI");
        Stage.await(() -> mesh().sum("istio_requests_total", aborted) >= 1);
        assertThat(mesh().counted("destination", "v1")).isZero();
    }

    @Test
    default void aSubsetWithoutPodsIsCountedAtTheSourceOnly() {
        routes("{" + TO_V1 + "}");
        mesh().die("v1");
        mesh().send(get("/"));
        Map<String, String> unavailable = Map.of("reporter", "source", "response_code", "503", "response_flags", "UH");
        Stage.await(() -> mesh().sum("istio_requests_total", unavailable) >= 1);
        assertThat(mesh().counted("destination", "v1")).isZero();
    }

    @Test
    default void latenciesAreCountedInTheirBuckets() {
        mesh().behave("v2", "latency=300ms,errors=1,status=507");
        routes("{" + MIRRORED + "}");
        sendWell(5);
        Stage.await(() -> bucket("500") >= 5);
        assertThat(bucket("250")).isZero();
        assertThat(bucket("+Inf")).isEqualTo(5);
    }

    private double bucket(String le) {
        return mesh().sum(
                        "istio_request_duration_milliseconds_bucket",
                        Map.of("destination_workload", "reviews-v2", "response_code", "507", "le", le));
    }
}
