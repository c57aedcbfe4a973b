package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.Httpbin;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mesh whose requests go by an HTTPRoute of the Gateway API ("GAMMA"): proxies that copy, sidecars that count, no word about it in the spec. */
@Timeout(value = 170, unit = TimeUnit.SECONDS)
class GammaRunTest {
    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: httpbin-v2, namespace: default}
            spec:
              service: httpbin
              live: {version: v1}
              dark: {version: v2, image: "docker.io/kennethreitz/httpbin:v2", readyWithin: 1m}
              mirror: {percent: 50, settle: 500ms, flowWithin: 30s}
              metrics: {prometheus: {url: "%s"}}
              objectives: [{metric: error-rate, upperLimit: 0.2}]
              duration: {interval: 1s, iterations: 4, warmUp: 1}
              decision: {rule: point}
              promotion: auto
              protection: {baseline: 2s}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aGoodVersionIsPromoted() throws IOException {
        try (Sandbox mesh = mesh("latency=10ms±3ms")) {
            Typed plan = typed(mesh, "plan");
            Typed run = typed(mesh, "run");

            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out())
                    .contains(
                            "mirror   via gateway-api", "HTTPRoute default/httpbin", "name: mirror-experiment-httpbin")
                    .contains("install reaper --via gateway-api");
            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.lastLine()).contains("verdict=conforms", "outcome=promoted");
            assertThat(rules(mesh)).doesNotContain("mirror-experiment");
        }
    }

    @Test
    void aVersionThatFailsIsRolledBack() throws IOException {
        try (Sandbox mesh = mesh("latency=10ms±3ms,errors=0.6")) {
            String before = rules(mesh);

            Typed run = typed(mesh, "run");

            assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
            assertThat(run.lastLine()).contains("verdict=violates", "outcome=rolled-back");
            assertThat(rules(mesh)).isEqualTo(before);
            assertThat(mesh.cluster().view().list("services").toString()).doesNotContain("mirror-experiment-httpbin");
        }
    }

    private static Sandbox mesh(String dark) throws IOException {
        Sandbox sandbox = Sandbox.start(SandboxOptions.httpbin()
                .withImages(Map.of(Httpbin.DARK, ImageProfile.parse(ImageProfile.STEADY, dark)))
                .withMesh(MeshOptions.defaults().withSpeed(5))
                .withScrapeInterval(Duration.ofMillis(100)));
        try (InputStream shop = Objects.requireNonNull(GammaRunTest.class.getResourceAsStream("gamma.yaml"))) {
            sandbox.apply(new String(shop.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
        sandbox.apply(Httpbin.load());
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
        return sandbox;
    }

    private static String rules(Sandbox sandbox) {
        return sandbox.cluster().view().list("httproutes.gateway.networking.k8s.io").stream()
                .map(route -> route.at("/spec").toString())
                .toList()
                .toString();
    }

    private Typed typed(Sandbox sandbox, String word) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(sandbox.prometheusUrl()));
        return Typed.on(
                folder,
                Stream.of(word, spec.toString(), "--kubeconfig", kubeconfig.toString(), "--shortest-interval", "10")
                        .toArray(String[]::new));
    }
}
