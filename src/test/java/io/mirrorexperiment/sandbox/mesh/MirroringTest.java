package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.mesh.MeshBehaviour.Received;
import io.mirrorexperiment.sandbox.mesh.SandboxMeshTest.SandboxSubject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox decides about mirrored copies beyond what every Istio does. */
class MirroringTest {
    private static final MeshOptions QUICK = MeshOptions.defaults().withPushDelay(Duration.ZERO);

    private static String mirrored(String more) {
        return MeshBehaviour.reviewsRoutes("{route: [{destination: {host: reviews, subset: v1}}],"
                + " mirror: {host: reviews, subset: v2}" + more + "}");
    }

    private static void send(SandboxSubject mesh, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(mesh.send(Stage.get("reviews:9080", "/" + i)).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, reviews-shadow:9080", "false, reviews:9080"})
    void theSuffixIsAppendedOrNotAsTheMeshIsSetUp(boolean suffix, String authority) {
        try (SandboxSubject mesh = new SandboxSubject(QUICK.withShadowSuffix(suffix))) {
            mesh.apply(mirrored(""));
            send(mesh, 1);
            Stage.await(() -> !mesh.received("v2").isEmpty());
            assertThat(mesh.received("v2")).extracting(Received::authority).containsExactly(authority);
            assertThat(mesh.received("v1")).extracting(Received::authority).containsExactly("reviews:9080");
        }
    }

    /**
     * 400 requests at 40 %: 99.9 % of binomial(400, 0.4) lies within 128 to 193; scipy.stats.binom.interval(0.999, 400,
     * 0.4) gives (128, 193).
     */
    @ParameterizedTest
    @CsvSource({"'mirrorPercentage: {value: 40}'", "'mirrorPercent: 40'", "'mirror_percent: 40'"})
    void theShareIsThatOfEveryDialect(String dialect) {
        try (SandboxSubject mesh = new SandboxSubject(QUICK.withSeed(7))) {
            mesh.apply(mirrored(", " + dialect));
            send(mesh, 400);
            Scraped scraped = settled(mesh);
            double copies = scraped.sum("istio_requests_total", Map.of("destination_workload", "reviews-v2"));
            assertThat(copies).isBetween(128.0, 193.0);
        }
    }

    /** The client's proxy knows how many copies it sent; the destination counts each when it has answered it. */
    private static Scraped settled(SandboxSubject mesh) {
        double[] sums = new double[2];
        Stage.await(() -> {
            Scraped now = Scraped.of(mesh.stage);
            sums[0] = now.sum("envoy_cluster_upstream_rq_total", Map.of("pod", "tester"));
            sums[1] = now.sum("istio_requests_total", Map.of("reporter", "destination"));
            return sums[0] == sums[1];
        });
        return Scraped.of(mesh.stage);
    }

    @Test
    void oneSeedCopiesTheSameRequests() {
        assertThat(copiedPaths(3)).isEqualTo(copiedPaths(3)).isNotEqualTo(copiedPaths(4));
    }

    private static java.util.List<String> copiedPaths(long seed) {
        try (SandboxSubject mesh = new SandboxSubject(QUICK.withSeed(seed))) {
            mesh.apply(mirrored(", mirrorPercentage: {value: 50}"));
            send(mesh, 40);
            settled(mesh);
            return mesh.received("v2").stream().map(Received::path).sorted().toList();
        }
    }

    @Test
    void aStalledDarkVersionDelaysNobody() {
        try (SandboxSubject mesh = new SandboxSubject(QUICK)) {
            mesh.stage.profiles.put(
                    "example/reviews:2.0", ImageProfile.parse(ImageProfile.STEADY, "stalls=1,errors=1"));
            mesh.apply(mirrored(""));
            long from = System.nanoTime();
            send(mesh, 20);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(ImageProfile.STALL);
        }
    }

    @Test
    void aDarkVersionThatIsGoneFailsNobodyAndIsNotCounted() {
        try (SandboxSubject mesh = new SandboxSubject(QUICK)) {
            mesh.apply(mirrored(""));
            mesh.stage.running("reviews-v2").stop();
            send(mesh, 10);
            assertThat(mesh.counted("destination", "v1")).isEqualTo(10);
            assertThat(mesh.counted("destination", "v2")).isZero();
        }
    }

    @Test
    void anIgnoredMirrorSendsNothing() {
        try (SandboxSubject mesh = new SandboxSubject(QUICK.withIgnoreMirrors(true))) {
            mesh.apply(mirrored(""));
            send(mesh, 20);
            Scraped scraped = settled(mesh);
            assertThat(scraped.sum("envoy_cluster_upstream_rq_total", Map.of("cluster_name", cluster("v1"))))
                    .isEqualTo(20);
            assertThat(scraped.sum("envoy_cluster_upstream_rq_total", Map.of("cluster_name", cluster("v2"))))
                    .isZero();
        }
    }

    @Test
    void lostCopiesAreLost() {
        try (SandboxSubject mesh = new SandboxSubject(QUICK.withDropMirrorShare(1))) {
            mesh.apply(mirrored(""));
            send(mesh, 20);
            settled(mesh);
            assertThat(mesh.received("v2")).isEmpty();
        }
    }

    @Test
    void theSourceCountsItsCopiesInTheClusterOfTheMirror() {
        try (SandboxSubject mesh = new SandboxSubject(QUICK)) {
            mesh.apply(mirrored(""));
            send(mesh, 5);
            Scraped scraped = settled(mesh);
            assertThat(scraped.sum("envoy_cluster_upstream_rq_total", Map.of("cluster_name", cluster("v2"))))
                    .isEqualTo(5);
            assertThat(scraped.sum("envoy_cluster_upstream_rq_xx", Map.of("envoy_cluster_name", cluster("v2"))))
                    .isEqualTo(5);
        }
    }

    private static String cluster(String subset) {
        return "outbound|9080|" + subset + "|reviews.default.svc.cluster.local";
    }

    /** Seed 001: copies go back through a local gateway that tells them from originals by the suffix. */
    @Test
    void aGatewayTellsCopiesByTheirSuffix() {
        try (SandboxSubject mesh = new SandboxSubject(QUICK.withShadowSuffix(true))) {
            mesh.apply(LOOP);
            assertThat(mesh.send(Stage.get("example.com", "/")).headers().first("x-served-by"))
                    .hasValue("reviews-v1");
            Stage.await(() -> !mesh.received("v2").isEmpty());
            assertThat(mesh.received("v2")).extracting(Received::authority).containsExactly("example.com-shadow");
            assertThat(mesh.received("v1")).extracting(Received::authority).containsExactly("example.com");
        }
    }

    private static final String LOOP = """
            apiVersion: v1
            kind: Service
            metadata: {name: local-gateway, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8081}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: local, namespace: istio-system}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 8081, name: http, protocol: HTTP}, hosts: ["*"]}]
            ---
            apiVersion: networking.istio.io/v1alpha3
            kind: VirtualService
            metadata: {name: mirroring, namespace: default}
            spec:
              hosts: [example.com]
              http:
              - rewrite: {authority: example.com}
                route: [{destination: {host: local-gateway.istio-system.svc.cluster.local}}]
                mirror: {host: local-gateway.istio-system.svc.cluster.local}
                mirrorPercent: 100
            ---
            apiVersion: networking.istio.io/v1alpha3
            kind: VirtualService
            metadata: {name: routing, namespace: default}
            spec:
              gateways: [istio-system/local]
              hosts: ["*"]
              http:
              - match: [{authority: {prefix: example.com-shadow}}]
                route: [{destination: {host: reviews, subset: v2, port: {number: 9080}}}]
              - match: [{authority: {prefix: example.com}}]
                route: [{destination: {host: reviews, subset: v1, port: {number: 9080}}}]
            """;
}
