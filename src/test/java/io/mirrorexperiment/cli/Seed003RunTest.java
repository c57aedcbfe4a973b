package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.Httpbin;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Seed 003's rule, of Istio 0.5, as the route of a run in a mesh of today. */
@Timeout(value = 170, unit = TimeUnit.SECONDS)
class Seed003RunTest {
    private static final Path SEED = Path.of("src/test/resources/convert/seed-003/in.yaml");

    private static final String LIVE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: httpbin-v1, namespace: default}
            spec:
              replicas: 1
              selector: {matchLabels: {app: httpbin, version: v1}}
              template:
                metadata: {labels: {app: httpbin, version: v1}}
                spec:
                  containers: [{name: httpbin, image: docker.io/kennethreitz/httpbin, ports: [{containerPort: 80}]}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: httpbin, namespace: default}
            spec:
              selector: {app: httpbin}
              ports: [{name: http, port: 8000, targetPort: 80}]
            """;

    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: httpbin-v2, namespace: default}
            spec:
              service: httpbin
              live: {version: v1}
              dark: {version: v2, image: "docker.io/kennethreitz/httpbin:v2", readyWithin: 1m}
              mirror: {percent: 100, methods: ["*"], settle: 500ms, flowWithin: 30s}
              metrics: {prometheus: {url: "%s"}}
              objectives: [{metric: error-rate, upperLimit: 0.5}]
              duration: {interval: 1s, iterations: 4, warmUp: 1}
              decision: {rule: point}
              promotion: none
              protection: {baseline: 2s}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theRuleIsTheRouteOfTheRunAndGoesWithIt() throws IOException {
        try (Sandbox mesh = mesh()) {
            Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(mesh.prometheusUrl()));

            Typed plan = typed(mesh, "plan", spec.toString(), "--with", SEED.toString());
            Typed run = typed(mesh, "run", spec.toString(), "--with", SEED.toString());

            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out())
                    .contains("+  - name: mirror-traffic-to-httbin-v2", "+      subset: mirror-experiment-dark")
                    .contains("is left to this run, which copies 100 % of [*]", "converted");
            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.lastLine()).contains("verdict=conforms");
            assertThat(routes(mesh)).isEmpty();
        }
    }

    @Test
    void itMayStandBesideTheSpec() throws IOException {
        try (Sandbox mesh = mesh()) {
            Path both = Files.writeString(
                    folder.resolve("both.yaml"),
                    SPEC.formatted(mesh.prometheusUrl()) + "---\n" + Files.readString(SEED));

            Typed plan = typed(mesh, "plan", both.toString());

            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out()).contains("+  - name: mirror-traffic-to-httbin-v2");
        }
    }

    @Test
    void whereSomethingWouldBeLostNothingIsBegun() throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted("http://127.0.0.1:1"));
        Path rule = Files.writeString(
                folder.resolve("rule.yaml"), Files.readString(SEED) + "  l4Fault: {terminate: {percent: 10}}\n");

        Typed run = Typed.on(folder, "run", spec.toString(), "--with", rule.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("spec.l4Fault is left out", "1 thing of the rules would be lost", "Nothing was touched");
    }

    @Test
    void aMistakeInARuleIsToldWithItsPlace() throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted("http://127.0.0.1:1"));
        Path rule = Files.writeString(
                folder.resolve("rule.yaml"), Files.readString(SEED).replace("precedence", "presedence"));

        Typed run = Typed.on(folder, "run", spec.toString(), "--with", rule.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("rule.yaml:8:3: spec.presedence: unknown word", "did you mean precedence?");
    }

    private static Sandbox mesh() {
        Sandbox sandbox = Sandbox.start(SandboxOptions.httpbin()
                .withMesh(MeshOptions.defaults().withSpeed(5))
                .withScrapeInterval(Duration.ofMillis(100)));
        sandbox.apply(LIVE);
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
        sandbox.apply(Httpbin.load());
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
        return sandbox;
    }

    private static List<String> routes(Sandbox sandbox) {
        return Stream.of("virtualservices.networking.istio.io", "destinationrules.networking.istio.io")
                .flatMap(kind -> sandbox.cluster().view().list(kind).stream())
                .map((ObjectNode object) -> object.at("/metadata/name").asText())
                .toList();
    }

    private Typed typed(Sandbox sandbox, String... words) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        return Typed.on(
                folder,
                Stream.concat(
                                Stream.of(words),
                                Stream.of("--kubeconfig", kubeconfig.toString(), "--shortest-interval", "10"))
                        .toArray(String[]::new));
    }
}
