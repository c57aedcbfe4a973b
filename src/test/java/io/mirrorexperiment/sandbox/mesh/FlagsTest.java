package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.mesh.SandboxMeshTest.SandboxSubject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way has Envoy's status and response flag, in the answer, the metrics and the access log. */
class FlagsTest {
    private static final String V1 = "route: [{destination: {host: reviews, subset: v1}}]";

    private final SandboxSubject mesh =
            new SandboxSubject(MeshOptions.defaults().withPushDelay(Duration.ZERO));

    @AfterEach
    void closes() {
        mesh.close();
    }

    private void assertEnds(int status, String flags) {
        Answer answer = mesh.send(Stage.get("reviews:9080", "/"));
        assertThat(answer.status()).isEqualTo(status);
        Map<String, String> labels =
                Map.of("reporter", "source", "response_code", String.valueOf(status), "response_flags", flags);
        assertThat(Scraped.of(mesh.stage).sum("istio_requests_total", labels)).isEqualTo(1);
        assertThat(mesh.clientLog()).last().satisfies(line -> assertThat(line.text())
                .contains("\"GET / HTTP/1.1\" " + status + " " + flags + " "));
    }

    private double received() {
        return mesh.counted("destination", "v1");
    }

    @Test
    void anUnknownSubsetIsNoCluster() {
        mesh.apply(MeshBehaviour.reviewsRoutes("{route: [{destination: {host: reviews, subset: v9}}]}"));
        assertEnds(503, "NC");
    }

    @Test
    void weightsThatAreAllZeroAreNoCluster() {
        mesh.apply(MeshBehaviour.reviewsRoutes("{route: [{destination: {host: reviews, subset: v1}, weight: 0},"
                + " {destination: {host: reviews, subset: v2}, weight: 0}]}"));
        assertEnds(503, "NC");
    }

    @Test
    void noPodIsNoHealthyUpstream() {
        mesh.apply(MeshBehaviour.reviewsRoutes("{" + V1 + "}"));
        mesh.stage.running("reviews-v1").stop();
        assertEnds(503, "UH");
    }

    @Test
    void noMatchIsNoRoute() {
        mesh.apply(MeshBehaviour.reviewsRoutes("{match: [{uri: {prefix: /x}}], " + V1 + "}"));
        assertEnds(404, "NR");
    }

    @Test
    void aRouteThatTakesTooLongTimesOut() {
        mesh.stage.profiles.put("example/reviews:1.0", ImageProfile.parse(ImageProfile.STEADY, "stalls=1"));
        mesh.apply(MeshBehaviour.reviewsRoutes("{timeout: 50ms, " + V1 + "}"));
        assertEnds(504, "UT");
    }

    @Test
    void anInjectedAbortIsAFault() {
        mesh.apply(MeshBehaviour.reviewsRoutes("{fault: {abort: {httpStatus: 555}}, " + V1 + "}"));
        assertEnds(555, "FI");
        assertThat(received()).isZero();
        Map<String, String> labels = Map.of(
                "destination_service_name", "reviews", "destination_workload", "unknown", "response_flags", "FI");
        assertThat(Scraped.of(mesh.stage).sum("istio_requests_total", labels)).isEqualTo(1);
    }

    @Test
    void anInjectedDelayDelays() {
        mesh.apply(MeshBehaviour.reviewsRoutes(
                "{fault: {delay: {fixedDelay: 100ms, percentage: {value: 100}}}, " + V1 + "}"));
        long from = System.nanoTime();
        assertEnds(200, "DI");
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    /** The fault filter is the source's: the destination's proxy sees nothing of it. */
    @Test
    void anInjectedDelayIsInTheSourcesTimesOnly() {
        mesh.apply(MeshBehaviour.reviewsRoutes(
                "{fault: {delay: {fixedDelay: 1s, percentage: {value: 100}}}, " + V1 + "}"));
        mesh.send(Stage.get("reviews:9080", "/"));
        assertThat(millis("source")).isGreaterThanOrEqualTo(1000);
        assertThat(millis("destination")).isPositive().isLessThan(millis("source") - 999);
    }

    private double millis(String reporter) {
        Map<String, String> labels = Map.of("reporter", reporter, "destination_workload", "reviews-v1");
        return Scraped.of(mesh.stage).sum("istio_request_duration_milliseconds_sum", labels);
    }

    @Test
    void aShareOfFaultsIsThatShare() {
        mesh.apply(MeshBehaviour.reviewsRoutes("{fault: {abort: {httpStatus: 503, percentage: {value: 30}},"
                + " delay: {fixedDelay: 1ms, percent: 50}}, " + V1 + "}"));
        for (int i = 0; i < 200; i++) {
            mesh.send(Stage.get("reviews:9080", "/"));
        }
        assertThat(flagged("FI") + flagged("DI,FI")).is(Binomial.likely(200, 0.3));
        assertThat(flagged("DI") + flagged("DI,FI")).is(Binomial.likely(200, 0.5));
        assertThat(received()).isEqualTo(flagged("-") + flagged("DI"));
    }

    private double flagged(String flags) {
        return Scraped.of(mesh.stage)
                .sum("istio_requests_total", Map.of("reporter", "source", "response_flags", flags));
    }

    @Test
    void retriesAreTriedAndCountedAtTheDestination() {
        mesh.stage.profiles.put("example/reviews:1.0", ImageProfile.parse(ImageProfile.STEADY, "errors=1,status=503"));
        mesh.apply(MeshBehaviour.reviewsRoutes("{retries: {attempts: 2, retryOn: \"5xx,connect-failure\"}, " + V1
                + ", mirror: {host: reviews, subset: v2}}"));
        assertEnds(503, "URX");
        assertThat(received()).isEqualTo(3);
        Stage.await(() -> mesh.counted("destination", "v2") > 0);
        assertThat(mesh.counted("destination", "v2"))
                .as("a request is mirrored once")
                .isEqualTo(1);
    }

    @Test
    void withoutRetriesAFailureIsFinal() {
        mesh.stage.profiles.put("example/reviews:1.0", ImageProfile.parse(ImageProfile.STEADY, "errors=1"));
        mesh.apply(MeshBehaviour.reviewsRoutes("{" + V1 + "}"));
        assertEnds(500, "-");
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void aHostThatNobodyKnowsGoesNowhere() {
        assertThat(mesh.send(Stage.get("nowhere.example", "/")).status()).isEqualTo(502);
    }
}
