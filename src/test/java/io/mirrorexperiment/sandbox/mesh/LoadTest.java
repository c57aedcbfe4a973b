package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.sandbox.mesh.LoadOptions.Spacing;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static LoadOptions reviews(URI to) {
        return LoadOptions.of(to, "reviews:9080", "/").withQps(200);
    }

    @Test
    void countsWhatTheSidecarsCount() {
        try (Stage stage = Stage.quick().withReviews();
                MeshClient client = stage.mesh.client("tester", "default", Map.of())) {
            stage.profiles.put("example/reviews:2.0", ImageProfile.parse(ImageProfile.STEADY, "errors=0.5,status=503"));
            Load load = Load.start(reviews(client.url()));
            Stage.await(() -> load.counts().sent() >= 100);
            load.pause();
            Stage.await(() -> load.counts().underWay() == 0);
            LoadCounts counts = load.counts();
            Scraped scraped = Scraped.of(stage);
            assertThat(scraped.sum("istio_requests_total", Map.of("reporter", "destination")))
                    .isEqualTo((double) counts.sent());
            assertThat(scraped.sum("istio_requests_total", Map.of("reporter", "source", "response_code", "503")))
                    .isEqualTo((double) counts.errors());
            assertThat(counts.errors()).isPositive();
            assertThat(counts.failed() + counts.shed()).isZero();
            assertThat(counts.p50()).isPositive().isLessThanOrEqualTo(counts.p99());
            load.close();
        }
    }

    @Test
    void reachesAPodPastEveryRoute() {
        try (Stage stage = Stage.quick().withReviews()) {
            stage.apply(MeshBehaviour.reviewsRoutes("{route: [{destination: {host: reviews, subset: v1}}]}"));
            URI dark = stage.mesh.podUrl("default", "reviews-v2").orElseThrow();
            try (Load load = Load.start(reviews(dark))) {
                Stage.await(() -> load.counts().answered() >= 10);
            }
            double past = Scraped.of(stage)
                    .sum(
                            "istio_requests_total",
                            Map.of("destination_workload", "reviews-v2", "source_workload", "unknown"));
            assertThat(past).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void aSlowServiceHoldsNothingUp() {
        try (Stage stage = Stage.quick().withReviews()) {
            stage.profiles.put("example/reviews:1.0", ImageProfile.parse(ImageProfile.STEADY, "stalls=1"));
            URI slow = stage.mesh.podUrl("default", "reviews-v1").orElseThrow();
            LoadOptions options = reviews(slow).withBounds(20, Duration.ofSeconds(5));
            try (Load load = Load.start(options)) {
                Stage.await(() -> load.counts().shed() >= 20);
                assertThat(load.counts().sent()).isEqualTo(20);
                assertThat(load.counts().answered()).isZero();
            }
        }
    }

    @Test
    void pausesResumesAndChangesItsRate() {
        try (Stage stage = Stage.quick().withReviews();
                Load load = Load.start(
                        reviews(stage.mesh.podUrl("default", "reviews-v1").orElseThrow())
                                .withQps(0.001)
                                .withSpacing(Spacing.POISSON, 3))) {
            load.qps(500);
            Stage.await(() -> load.counts().sent() >= 20);
            load.pause();
            Stage.await(() -> load.counts().underWay() == 0);
            long before = load.counts().sent();
            load.resume();
            Stage.await(() -> load.counts().sent() >= before + 5);
        }
    }

    @Test
    void anUnansweredRequestIsAFailure() {
        try (Load load = Load.start(reviews(URI.create("http://127.0.0.1:1")))) {
            Stage.await(() -> load.counts().failed() >= 5);
            assertThat(load.counts().answered()).isZero();
        }
    }

    @Test
    void mixesMethods() {
        try (Stage stage = Stage.quick().withReviews();
                Load load = Load.start(
                        reviews(stage.mesh.podUrl("default", "reviews-v1").orElseThrow())
                                .withMethods(Map.of("GET", 1, "POST", 1), 100))) {
            Stage.await(() -> load.counts().answered() >= 40);
            assertThat(stage.running("reviews-v1").logs("reviews").orElseThrow())
                    .anySatisfy(line -> assertThat(line.text()).startsWith("POST / 200"))
                    .anySatisfy(line -> assertThat(line.text()).startsWith("GET / 200"));
        }
    }

    @Test
    void refusesARateOfNothing() {
        URI somewhere = URI.create("http://127.0.0.1:1");
        assertThatThrownBy(() -> reviews(somewhere).withQps(0)).hasMessageContaining("above 0");
    }
}
