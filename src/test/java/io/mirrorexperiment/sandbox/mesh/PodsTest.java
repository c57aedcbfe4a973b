package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.mesh.ImageProfile.Strain;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads of the process")
class PodsTest {
    private static final String PRODUCTPAGE = """
            apiVersion: v1
            kind: Service
            metadata: {name: productpage, namespace: default}
            spec: {selector: {app: productpage}, ports: [{name: http, port: 9080}]}
            """;

    @Test
    void anUnknownImageCanNotBePulled() {
        try (Stage stage = Stage.quick()) {
            RunningPod pod = stage.pod("reviews", "v3", true, "example/reviews:3.0");
            assertThat(pod.state().ready()).isFalse();
            assertThat(pod.state().waitingReason()).isEqualTo("ImagePullBackOff");
            assertThat(pod.state().message()).contains("example/reviews:3.0");
            assertThat(pod.state().imageId()).isEmpty();
        }
    }

    @Test
    void anImageThatAppearsIsPulledInTheEnd() {
        try (Stage stage = Stage.quick()) {
            RunningPod pod = stage.pod("reviews", "v3", true, "example/reviews:3.0");
            stage.profiles.put("example/reviews:3.0", ImageProfile.STEADY);
            stage.ready(pod);
            assertThat(pod.state().imageId()).startsWith("example/reviews@sha256:");
            assertThat(pod.state().waitingReason()).isEmpty();
        }
    }

    @Test
    void aCrashingImageIsNeverReady() {
        try (Stage stage = Stage.quick()) {
            stage.profiles.put(
                    "example/reviews:3.0", ImageProfile.parse(ImageProfile.STEADY, "never=CrashLoopBackOff,start=0s"));
            RunningPod pod = stage.pod("reviews", "v3", true, "example/reviews:3.0");
            Stage.await(() -> pod.state().restarts() > 0);
            assertThat(pod.state().ready()).isFalse();
            assertThat(pod.state().waitingReason()).isEqualTo("CrashLoopBackOff");
            assertThat(stage.mesh.podUrl("default", "reviews-v3")).isEmpty();
        }
    }

    @Test
    void aPodTakesItsTimeToStart() {
        try (Stage stage = Stage.quick()) {
            stage.profiles.put("example/reviews:3.0", ImageProfile.STEADY.withStartUp(Duration.ofMillis(200)));
            long from = System.nanoTime();
            stage.ready(stage.pod("reviews", "v3", true, "example/reviews:3.0"));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aRestartedPodCountsFromZero() {
        try (Stage stage = Stage.quick().withReviews()) {
            stage.send(stage.mesh.podUrl("default", "reviews-v1").orElseThrow(), Stage.get("reviews:9080", "/"));
            Map<String, String> v1 = Map.of("destination_workload", "reviews-v1");
            assertThat(Scraped.of(stage).sum("istio_requests_total", v1)).isEqualTo(1);
            stage.running("reviews-v1").stop();
            stage.ready(stage.pod("reviews", "v1", true, "example/reviews:1.0"));
            assertThat(Scraped.of(stage).sum("istio_requests_total", v1)).isZero();
        }
    }

    @Test
    void aStoppedPodGetsNothingMore() {
        try (Stage stage = Stage.quick().withReviews();
                MeshClient client = stage.mesh.client("tester", "default", Map.of())) {
            stage.running("reviews-v1").stop();
            for (int i = 0; i < 10; i++) {
                Answer answer = stage.send(client.url(), Stage.get("reviews:9080", "/"));
                assertThat(answer.headers().first("x-served-by")).hasValue("reviews-v2");
            }
            assertThat(stage.running("reviews-v1").state().ready()).isFalse();
        }
    }

    @Test
    void anAppCallsThroughItsOwnSidecar() {
        try (Stage stage = Stage.quick().withReviews()) {
            stage.profiles.put(
                    "example/productpage:1.0",
                    ImageProfile.parse(ImageProfile.STEADY, "start=0s,calls=reviews:9080/reviews/0"));
            stage.apply(PRODUCTPAGE);
            stage.apply(MeshBehaviour.reviewsRoutes("{route: [{destination: {host: reviews, subset: v2}}]}"));
            stage.ready(stage.pod("productpage", "v1", true, "example/productpage:1.0"));
            Request request = Stage.get("productpage:9080", "/").withHeaders(Fields.of("x-request-id", "my-id"));
            stage.send(stage.mesh.podUrl("default", "productpage-v1").orElseThrow(), request);
            assertThat(stage.running("reviews-v2").logs("istio-proxy").orElseThrow())
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains("\"my-id\" \"reviews:9080\""));
            Scraped scraped = Scraped.of(stage);
            for (String reporter : new String[] {"source", "destination"}) {
                Map<String, String> labels = Map.of(
                        "reporter", reporter,
                        "source_workload", "productpage-v1",
                        "source_workload_namespace", "default",
                        "source_app", "productpage",
                        "destination_workload", "reviews-v2",
                        "destination_version", "v2",
                        "destination_service", "reviews.default.svc.cluster.local",
                        "destination_service_name", "reviews",
                        "response_code", "200");
                assertThat(scraped.sum("istio_requests_total", labels))
                        .as(reporter)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aPodWithoutSidecarObeysNoRouteAndCountsNothing() {
        try (Stage stage = Stage.quick()) {
            stage.apply(Stage.REVIEWS + "---\n" + PRODUCTPAGE);
            stage.apply(MeshBehaviour.reviewsRoutes("{route: [{destination: {host: reviews, subset: v2}}]}"));
            stage.profiles.put(
                    "example/productpage:1.0",
                    ImageProfile.parse(ImageProfile.STEADY, "start=0s,calls=reviews:9080/reviews/0"));
            stage.ready(stage.pod("reviews", "v1", false, "example/reviews:1.0"));
            stage.ready(stage.pod("productpage", "v1", false, "example/productpage:1.0"));
            Answer answer = stage.send(
                    stage.mesh.podUrl("default", "productpage-v1").orElseThrow(), Stage.get("productpage:9080", "/"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(stage.running("reviews-v1").logs("reviews").orElseThrow())
                    .anySatisfy(line -> assertThat(line.text()).startsWith("GET /reviews/0 200"));
            assertThat(stage.running("reviews-v1").logs("istio-proxy")).isEmpty();
            assertThat(Scraped.of(stage).sum("istio_requests_total", Map.of())).isZero();
        }
    }

    @Test
    void aFailingCallFailsItsCaller() {
        try (Stage stage = Stage.quick()) {
            stage.profiles.put(
                    "example/productpage:1.0", ImageProfile.parse(ImageProfile.STEADY, "start=0s,calls=reviews:9080/"));
            stage.ready(stage.pod("productpage", "v1", true, "example/productpage:1.0"));
            Answer answer = stage.send(
                    stage.mesh.podUrl("default", "productpage-v1").orElseThrow(), Stage.get("productpage:9080", "/"));
            assertThat(answer.status()).isEqualTo(500);
        }
    }

    @Test
    void oneWorkloadStrainsAnother() {
        try (Stage stage = Stage.quick().withReviews()) {
            ImageProfile greedy = ImageProfile.STEADY.withStrain(new Strain("reviews-v1", Duration.ofMillis(1), 1));
            var live = stage.mesh.podUrl("default", "reviews-v1").orElseThrow();
            assertThat(stage.send(live, Stage.get("reviews", "/")).status()).isEqualTo(200);
            stage.profiles.put("example/reviews:2.0", greedy);
            stage.send(stage.mesh.podUrl("default", "reviews-v2").orElseThrow(), Stage.get("reviews", "/"));
            assertThat(stage.send(live, Stage.get("reviews", "/")).status()).isEqualTo(500);
        }
    }

    @Test
    void aProfileChangesWhileThePodRuns() {
        try (Stage stage = Stage.quick().withReviews()) {
            stage.profiles.put("example/reviews:1.0", ImageProfile.parse(ImageProfile.STEADY, "errors=1,status=503"));
            Answer answer =
                    stage.send(stage.mesh.podUrl("default", "reviews-v1").orElseThrow(), Stage.get("reviews", "/"));
            assertThat(answer.status()).isEqualTo(503);
        }
    }

    @Test
    void gRpcFailsInItsOwnWords() {
        try (Stage stage = Stage.quick().withReviews()) {
            stage.profiles.put("example/reviews:1.0", ImageProfile.parse(ImageProfile.STEADY, "errors=1"));
            Request request = Stage.post("reviews", "/r.Reviews/Get", 5)
                    .withHeaders(Fields.of("content-type", "application/grpc"));
            Answer answer =
                    stage.send(stage.mesh.podUrl("default", "reviews-v1").orElseThrow(), request);
            assertThat(answer.status()).isEqualTo(200);
            Map<String, String> labels =
                    Map.of("request_protocol", "grpc", "grpc_response_status", "13", "response_code", "200");
            assertThat(Scraped.of(stage).sum("istio_requests_total", labels)).isEqualTo(1);
        }
    }

    @Test
    void histogramsAddUp() {
        try (Stage stage = Stage.quick().withReviews()) {
            for (int i = 0; i < 7; i++) {
                stage.send(stage.mesh.podUrl("default", "reviews-v1").orElseThrow(), Stage.get("reviews", "/"));
            }
            Scraped scraped = Scraped.of(stage);
            String name = "istio_request_duration_milliseconds";
            assertThat(scraped.sum(name + "_count", Map.of())).isEqualTo(7);
            assertThat(scraped.sum(name + "_bucket", Map.of("le", "+Inf"))).isEqualTo(7);
            assertThat(scraped.sum(name + "_bucket", Map.of("le", "0.5")))
                    .isLessThanOrEqualTo(scraped.sum(name + "_bucket", Map.of("le", "10000")));
            assertThat(scraped.sum(name + "_sum", Map.of())).isPositive();
            assertThat(scraped.samples().stream().filter(one -> one.name().equals(name + "_bucket")))
                    .as("Istio's 19 default edges and +Inf")
                    .hasSize(20);
        }
    }

    @Test
    void nothingIsLeftBehind() {
        Stage stage = Stage.quick().withReviews();
        var door = stage.mesh.podUrl("default", "reviews-v1").orElseThrow();
        stage.close();
        Stage.await(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .noneMatch(thread -> thread.getName().matches("(app|in|out|stats|gateway)-.*|mesh-timer|mirror")));
        try (Caller caller = new Caller()) {
            assertThat(caller.send(door.getPort(), Stage.get("reviews", "/"), Duration.ofSeconds(2)))
                    .isInstanceOf(Delivery.Refused.class);
        }
    }
}
