package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.ClusterTexts;
import io.mirrorexperiment.sandbox.Bookinfo;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two real processes attend to one cluster; the one that leads is killed with SIGKILL in mid-run. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class KilledControllerTest {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);
    private static final int ITERATIONS = 30;

    private final Path folder;

    KilledControllerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theOtherGoesOnAndNoLookIsLostNorAnEffectRepeated() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.bookinfo().withScrapeInterval(Duration.ofMillis(100)))) {
            prepare(sandbox);
            Process leader = start("first");
            await(leader, () -> said("first", "leading"));
            Process standby = start("second");
            await(standby, () -> said("second", "attending"));

            sandbox.cluster().apply(spec(sandbox));
            await(leader, () -> ticks(sandbox).size() >= 2);
            leader.destroyForcibly().waitFor();
            List<Integer> written = ticks(sandbox);
            await(standby, () -> status(sandbox).path("stage").asText().equals("Completed"));
            standby.destroy();

            assertThat(standby.waitFor()).isZero();
            assertThat(said("second", "leading")).isTrue();
            assertThat(status(sandbox).path("outcome").asText()).isEqualTo("promoted");
            Journal journal = journal(sandbox);
            assertThat(journal.all(Entry.Mirrored.class)).hasSize(1);
            assertThat(journal.all(Entry.LiveChanged.class)).hasSize(1);
            assertThat(ticks(sandbox))
                    .startsWith(written.toArray(Integer[]::new))
                    .endsWith(ITERATIONS)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    private void prepare(Sandbox sandbox) throws IOException {
        sandbox.profiles().put(Bookinfo.DARK, ImageProfile.parse(ImageProfile.STEADY, "latency=5ms±1ms"));
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
        URI page = sandbox.gatewayUrl().resolve("/productpage");
        sandbox.load(LoadOptions.of(page, "bookinfo.example", "/productpage").withQps(40));
        Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        try (InputStream definition =
                Objects.requireNonNull(getClass().getResourceAsStream("/crds/mirrorexperiments.yaml"))) {
            sandbox.cluster().apply(new String(definition.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String spec(Sandbox sandbox) {
        return """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2, namespace: default}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "example/reviews:2.0"}
                  mirror: {percent: 100, settle: 200ms}
                  metrics: {prometheus: {url: "%s"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.5}
                  duration: {interval: 1s, iterations: %d, warmUp: 0}
                  decision: {rule: point}
                  protection: {baseline: 2s}
                """.formatted(sandbox.prometheusUrl(), ITERATIONS);
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.mirrorexperiment.cli.Main",
                        "controller",
                        "--kubeconfig",
                        folder.resolve("kubeconfig").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name).toFile())
                .start();
    }

    private boolean said(String name, String word) {
        return read(name).lines().anyMatch(line -> line.startsWith(word));
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static JsonNode status(Sandbox sandbox) {
        return sandbox.cluster().view().list("mirrorexperiments.mirror-experiment.io").stream()
                .findFirst()
                .<JsonNode>map(object -> object.path("status"))
                .orElseGet(MissingNode::getInstance);
    }

    /** The looks that are written down; those of less than ten seconds may not be, yet what they counted is counted at the next. */
    private static List<Integer> ticks(Sandbox sandbox) {
        return status(sandbox).has("runId")
                ? journal(sandbox)
                        .all(Entry.Iterated.class)
                        .map(Entry.Iterated::tick)
                        .toList()
                : List.of();
    }

    private static Journal journal(Sandbox sandbox) {
        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(sandbox.kubeconfig()))) {
            return ClusterTexts.store(cluster, "default", Clock.systemUTC())
                    .load(RUN)
                    .orElseThrow();
        }
    }

    private void await(Process process, BooleanSupplier so) {
        while (!so.getAsBoolean()) {
            assertThat(process.isAlive())
                    .as(() -> "ended too early:\n" + read("first") + "\n--\n" + read("second"))
                    .isTrue();
            LockSupport.parkNanos(50_000_000);
        }
    }
}
