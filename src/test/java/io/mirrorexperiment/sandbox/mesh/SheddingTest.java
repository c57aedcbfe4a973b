package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.mesh.SandboxMeshTest.SandboxSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a DestinationRule's connection pool and outlier detection do to requests, and how the source tells of it. Facts are Envoy's:
 * source/common/conn_pool/conn_pool_base.cc for overflow, source/common/router/retry_state_impl.cc for what is not tried again,
 * docs/root/intro/arch_overview/upstream/outlier.rst for ejection.
 */
class SheddingTest implements MeshBehaviour {
    private static final String ONE = "{tcp: {maxConnections: 1}, http: {http1MaxPendingRequests: 1}}";

    private final SandboxSubject mesh =
            new SandboxSubject(MeshOptions.defaults().withPushDelay(Duration.ZERO));

    @Override
    public Subject mesh() {
        return mesh;
    }

    @AfterEach
    void closes() {
        mesh.close();
    }

    private void policy(String words) {
        mesh.apply("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec:
                  host: reviews
                  trafficPolicy: %s
                  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
                """.formatted(words));
    }

    /** Sends that many requests at one moment; how many ended with that status. */
    private int atOnce(int requests, int status) {
        CountDownLatch start = new CountDownLatch(1);
        List<Integer> seen = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Thread sender = new Thread(() -> {
                await(start);
                int answered = mesh.send(MeshBehaviour.get("/")).status();
                synchronized (seen) {
                    seen.add(answered);
                }
            });
            sender.start();
            senders.add(sender);
        }
        start.countDown();
        senders.forEach(SheddingTest::join);
        assertThat(seen).hasSize(requests);
        return Collections.frequency(seen, status);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double source(int status, String flags) {
        return mesh.sum(
                "istio_requests_total",
                Map.of("reporter", "source", "response_code", String.valueOf(status), "response_flags", flags));
    }

    @Test
    void whatFindsNeitherAConnectionNorAPlaceToWaitIsShedAtTheSource() {
        mesh.behave("v1", "latency=700ms");
        routes("{" + TO_V1 + "}");
        policy("{connectionPool: " + ONE + "}");

        int shed = atOnce(12, 503);

        assertThat(shed).isPositive().isLessThanOrEqualTo(10);
        assertThat(source(503, "UO")).isEqualTo(shed);
        assertThat(source(200, "-")).isEqualTo(12 - shed);
        assertThat(mesh.received("v1")).hasSize(12 - shed);
        assertThat(mesh.sum("envoy_cluster_upstream_rq_pending_overflow", Map.of("cluster_name", mesh.cluster("v1"))))
                .isEqualTo(shed);
    }

    /** No pod was chosen yet, so the telemetry knows the service only. */
    @Test
    void aShedRequestHasNoWorkloadAndSaysThatItWasShed() {
        mesh.behave("v1", "latency=700ms");
        routes("{retries: {attempts: 3, retryOn: \"5xx,connect-failure\"}, " + TO_V1 + "}");
        policy("{connectionPool: " + ONE + "}");

        int shed = atOnce(8, 503);

        assertThat(mesh.sum(
                        "istio_requests_total",
                        Map.of(
                                "response_flags",
                                "UO",
                                "destination_workload",
                                "unknown",
                                "destination_service_name",
                                "reviews")))
                .as("shed once each: load that is shed is not tried again")
                .isEqualTo(shed)
                .isPositive();
        assertThat(mesh.clientLog()).anySatisfy(line -> assertThat(line.text())
                .contains(" 503 UO upstream_reset_before_response_started{overflow} "));
    }

    @Test
    void withoutAPolicyNothingIsShed() {
        mesh.behave("v1", "latency=300ms");
        routes("{" + TO_V1 + "}");
        assertThat(atOnce(12, 200)).isEqualTo(12);
    }

    @Test
    void requestsUnderWayHaveALimitOfTheirOwn() {
        mesh.behave("v1", "latency=700ms");
        routes("{" + TO_V1 + "}");
        policy("{connectionPool: {http: {http2MaxRequests: 1}}}");

        int shed = atOnce(6, 503);

        assertThat(shed).isPositive();
        assertThat(source(503, "UO")).isEqualTo(shed);
        assertThat(mesh.sum(
                        "istio_requests_total", Map.of("response_flags", "UO", "destination_workload", "reviews-v1")))
                .as("a connection was chosen, and so a pod")
                .isEqualTo(shed);
    }

    @Test
    void copiesAreShedUnnoticed() {
        mesh.behave("v2", "latency=700ms");
        routes("{" + MIRRORED + "}");
        policy("{connectionPool: {http: {http2MaxRequests: 1}}}");
        sendWell(6);
        Stage.await(() ->
                mesh.sum("envoy_cluster_upstream_rq_pending_overflow", Map.of("cluster_name", mesh.cluster("v2"))) > 0);
    }

    @Test
    void aSubsetsPolicyTakesThePlaceOfTheRules() {
        mesh.behave("v1", "latency=300ms");
        routes("{" + TO_V1 + "}");
        mesh.apply("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec:
                  host: reviews
                  trafficPolicy: {connectionPool: %s}
                  subsets: [{name: v1, labels: {version: v1}, trafficPolicy: {connectionPool: {tcp: {maxConnections: 100}}}}]
                """.formatted(ONE));
        assertThat(atOnce(12, 200)).isEqualTo(12);
    }

    @Test
    void aPodThatFailsInARowIsEjectedUntilItsTimeIsUp() {
        mesh.behave("v1", "errors=1,status=500");
        routes("{" + TO_V1 + "}");
        policy("{outlierDetection: {consecutive5xxErrors: 2, interval: 50ms, baseEjectionTime: 1s,"
                + " maxEjectionPercent: 100}}");

        for (int i = 0; i < 2; i++) {
            assertThat(mesh.send(MeshBehaviour.get("/")).status()).isEqualTo(500);
        }
        mesh.behave("v1", "errors=0");
        assertThat(mesh.send(MeshBehaviour.get("/")).body()).hasToString("no healthy upstream");
        assertThat(source(503, "UH")).isEqualTo(1);

        Stage.await(() -> mesh.send(MeshBehaviour.get("/")).status() == 200);
    }

    @Test
    void theOtherPodsServeForTheEjectedOne() {
        mesh.behave("v1", "errors=1,status=503");
        policy("{outlierDetection: {consecutiveGatewayErrors: 1, consecutive5xxErrors: 0, baseEjectionTime: 10m,"
                + " maxEjectionPercent: 50}}");
        routes("{route: [{destination: {host: reviews}}]}");

        Stage.await(() -> mesh.send(MeshBehaviour.get("/")).status() == 503);

        for (int i = 0; i < 20; i++) {
            assertThat(servedBy(MeshBehaviour.get("/"))).isEqualTo("reviews-v2");
        }
    }

    /** 10 %, the default, of one pod is none: Envoy since 1.31 without always_eject_one_host, which istiod does not set. */
    @Test
    void ofFewPodsTheDefaultShareEjectsNone() {
        mesh.behave("v1", "errors=1,status=500");
        routes("{" + TO_V1 + "}");
        policy("{outlierDetection: {consecutive5xxErrors: 1, baseEjectionTime: 10m}}");
        for (int i = 0; i < 6; i++) {
            assertThat(mesh.send(MeshBehaviour.get("/")).status()).isEqualTo(500);
        }
    }

    @Test
    void triesBeyondTheLimitOfRetriesAreNotMade() {
        mesh.behave("v1", "latency=300ms,errors=1,status=503");
        routes("{retries: {attempts: 1, retryOn: 5xx}, " + TO_V1 + "}");
        policy("{connectionPool: {http: {maxRetries: 1}}}");

        atOnce(6, 503);

        assertThat(source(503, "UO")).isPositive();
        assertThat(source(503, "UO") + source(503, "URX")).isEqualTo(6);
        assertThat(mesh.received("v1")).hasSize((int) (6 + source(503, "URX")));
    }
}
