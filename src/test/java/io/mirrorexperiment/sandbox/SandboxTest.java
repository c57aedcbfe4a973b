package io.mirrorexperiment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mirrorexperiment.sandbox.mesh.Load;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The three parts together, seen from outside: what seed 002 does by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {
    private static final String DARK = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: reviews-v2, namespace: default}
            spec:
              replicas: 1
              selector: {matchLabels: {app: reviews, version: v2}}
              template:
                metadata: {labels: {app: reviews, version: v2}}
                spec:
                  containers: [{name: reviews, image: "example/reviews:2.0", ports: [{containerPort: 9080}]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: default}
            spec:
              hosts: [reviews]
              http:
              - route: [{destination: {host: reviews, subset: v1}}]
                mirror: {host: reviews, subset: v2}
            """;

    private final OkHttpClient http = new OkHttpClient();
    private final Sandbox sandbox;

    SandboxTest() {
        sandbox = Sandbox.start(SandboxOptions.bookinfo().withScrapeInterval(Duration.ofMillis(200)));
    }

    @BeforeAll
    void ready() {
        assertThat(sandbox.awaitPods(Duration.ofSeconds(20))).isTrue();
    }

    @AfterAll
    void close() {
        sandbox.close();
        http.connectionPool().evictAll();
    }

    private double asked(String query) {
        HttpUrl url = HttpUrl.get(sandbox.prometheusUrl() + "/api/v1/query")
                .newBuilder()
                .addQueryParameter("query", query)
                .build();
        try (Response response =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            JsonNode answer = new ObjectMapper().readTree(response.body().string());
            assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
            return answer.path("data")
                    .path("result")
                    .path(0)
                    .path("value")
                    .path(1)
                    .asDouble(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double requests(SandboxTest test, String version) {
        return test.asked(
                "sum(istio_requests_total{reporter=\"destination\",destination_workload=\"reviews-" + version + "\"})");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition never came true").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void aDarkVersionIsDeployedMirroredCountedAndLogged() {
        Load load = sandbox.load(LoadOptions.of(sandbox.gatewayUrl(), "bookinfo.example", "/productpage")
                .withQps(50));
        await(() -> requests(this, "v1") >= 20);
        assertThat(requests(this, "v2")).as("dark requests before the mirror").isZero();
        sandbox.apply(DARK);
        await(() -> requests(this, "v2") >= 20);
        load.pause();
        await(() -> load.counts().underWay() == 0
                && requests(this, "v1") == load.counts().sent());
        assertThat(load.counts().byStatus().keySet()).containsExactly(200);
        assertThat(asked("sum(istio_requests_total{reporter=\"source\",destination_workload=\"reviews-v2\"})"))
                .as("copies are counted at their destination only")
                .isZero();
        assertThat(darkLog()).contains("\"GET /reviews/0 HTTP/1.1\" 200").contains("inbound|9080||");
    }

    /** As {@code kubectl logs … istio-proxy} reads it. */
    private String darkLog() {
        Config config = Config.fromKubeconfig(sandbox.kubeconfig());
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            Pod dark = client.pods()
                    .inNamespace("default")
                    .withLabel("version", "v2")
                    .list()
                    .getItems()
                    .get(0);
            return client.pods()
                    .inNamespace("default")
                    .withName(dark.getMetadata().getName())
                    .inContainer("istio-proxy")
                    .getLog();
        }
    }
}
