package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Credential.InFile;
import io.mirrorexperiment.experiment.Credential.InSecret;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Version;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void readsTheReviewsExampleFieldByField() throws IOException {
        Experiment reviews = Read.valid(Read.example("reviews.yaml")).experiment();

        assertThat(reviews)
                .isEqualTo(new Experiment(
                        "default",
                        "reviews-v2",
                        "reviews",
                        new Version.Labelled("v1"),
                        new Dark(new DarkSource.Clone("v2", "example/reviews:2.0"), Duration.ofMinutes(5)),
                        new Mirror(
                                Mirror.Via.ISTIO,
                                40,
                                List.of("GET", "HEAD", "OPTIONS"),
                                Optional.empty(),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(2)),
                        new MetricsSystem(
                                URI.create("http://prometheus.istio-system:9090"),
                                new MetricsSystem.Auth.None(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                "destination",
                                Duration.ofSeconds(10)),
                        List.of(
                                new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty()),
                                new Objective(
                                        Metric.percentile(new BigDecimal("95")),
                                        new Limit.AtMost(100),
                                        OptionalDouble.empty()),
                                new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(50), OptionalDouble.of(1000)),
                                new Objective(
                                        Metric.ERROR_RATE, new Limit.AtMostOverLive(0.005), OptionalDouble.empty())),
                        new Cadence(Duration.ofSeconds(10), 60, 3),
                        new Decision(Decision.Rule.SEQUENTIAL, .01, .05, Duration.ofMinutes(2), false),
                        new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ZERO),
                        new OnInconclusive(false, Duration.ofHours(24)),
                        Duration.ofMinutes(1),
                        Optional.of(new AccessLogPlace.InPods("istio-proxy", Duration.ofSeconds(10))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void tellsTheDefaultsOfTheReviewsExample() throws IOException {
        assertThat(Read.valid(Read.example("reviews.yaml")).defaults())
                .containsExactly(
                        "spec.dark.readyWithin: 5m",
                        "spec.mirror.settle: 5s",
                        "spec.mirror.flowWithin: 2m",
                        "spec.metrics.prometheus.reporter: destination",
                        "spec.metrics.prometheus.timeout: 10s",
                        "spec.metrics.accessLogs.within: 10s",
                        "spec.metrics.accessLogs.container: istio-proxy",
                        "spec.protection.baseline: 1m");
    }

    @Test
    void readsTheAdoptedExample() throws IOException {
        Experiment adopted = Read.valid(Read.example("adopted.yaml")).experiment();

        assertThat(adopted.adopted()).isTrue();
        assertThat(adopted.dark().source()).isEqualTo(new DarkSource.Present(new Version.OfDeployment("ratings-v2")));
        assertThat(adopted.mirror().limitsMethods()).isFalse();
        assertThat(adopted.promotion().mode()).isEqualTo(Promotion.Mode.NONE);
    }

    @Test
    void readsTheGatewayExample() throws IOException {
        Experiment gateway = Read.valid(Read.example("gateway.yaml")).experiment();

        assertThat(gateway.mirror().via()).isEqualTo(Mirror.Via.GATEWAY_API);
        assertThat(gateway.mirror().limitsMethods()).isFalse();
    }

    @Test
    void readsTheKnativeExample() throws IOException {
        Experiment knative = Read.valid(Read.example("knative.yaml")).experiment();

        assertThat(knative.live()).isEqualTo(new Version.OfRevision("sample-app-v1"));
        assertThat(knative.dark().source()).isEqualTo(new DarkSource.Present(new Version.OfRevision("sample-app-v2")));
        assertThat(knative.metrics().reporter()).isEqualTo("queue-proxy");
        assertThat(knative.touches()).isFalse();
    }

    /** Digest: {@code sha256sum resources/examples/manifests/checkout-next.yaml}. */
    @Test
    void readsTheManifestExample() throws IOException {
        Experiment given = Read.valid(Read.example("manifest.yaml")).experiment();

        assertThat(given.dark().source())
                .isEqualTo(new DarkSource.Given(
                        "manifests/checkout-next.yaml",
                        "a88ba66ca429a4a3b3cc678f8836061df8c69195efb84d15cc9f2892efe1e834"));
        assertThat(given.mirror().methods()).isEqualTo(Mirror.ALL_METHODS);
        assertThat(given.mirror().route()).contains("checkout");
        assertThat(given.promotion())
                .isEqualTo(new Promotion(Promotion.Mode.MANUAL, Duration.ofHours(2), Duration.ofMinutes(10)));
        assertThat(given.onInconclusive()).isEqualTo(new OnInconclusive(true, Duration.ofHours(8)));
        assertThat(given.objectives().get(1).words()).isEqualTo("latency-p99.9 ≤ 800 ms");
        assertThat(given.metrics().reporter()).isEqualTo("waypoint");
    }

    @Test
    void readsTheDirectExample() throws IOException {
        MetricsSystem pods = MetricsSystem.ofPods(
                MetricsSystem.Direct.API_SERVER, 15020, "/stats/prometheus", Duration.ofSeconds(10), Optional.empty());

        assertThat(Read.valid(Read.example("direct.yaml")).experiment().metrics())
                .isEqualTo(pods);
    }

    @Test
    void readsTheSecuredExampleWithSecretsByNameOnly() throws IOException {
        MetricsSystem metrics =
                Read.valid(Read.example("secured-prometheus.yaml")).experiment().metrics();

        assertThat(metrics)
                .isEqualTo(new MetricsSystem(
                        URI.create("https://metrics.example.com/prometheus"),
                        new MetricsSystem.Auth.Bearer(new InSecret("prom-token", "token")),
                        Optional.of(new InSecret("prom-ca", "bundle.pem")),
                        Optional.of(new MetricsSystem.ClientCertificate(
                                new InFile("/var/run/gate/tls.crt"), new InFile("/var/run/gate/tls.key"))),
                        Map.of("X-Scope-OrgID", "shop"),
                        "destination",
                        Duration.ofSeconds(5)));
    }
}
