package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.sandbox.Bookinfo;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the real process with SIGKILL after its k-th write to the API server, and resumes it. By default for a spread of six
 * moments; {@code -Dkills=all} tries every k.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KilledProcessTest {
    private static final int SPREAD = 6;

    private final Path folder;

    KilledProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aRunKilledAfterAnyOfItsWritesEndsAsTheUnkilledOneDoes() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.bookinfo().withScrapeInterval(Duration.ofMillis(100)));
                WriteCountingProxy proxy =
                        new WriteCountingProxy(URI.create(sandbox.cluster().url()))) {
            prepare(sandbox, proxy);
            Map<String, JsonNode> before = objects(sandbox);

            proxy.killAfter(Integer.MAX_VALUE, () -> {});
            assertThat(finished(start("run", folder.resolve("spec.yaml").toString())))
                    .isEqualTo(1);
            int writes = proxy.writes();
            assertThat(writes).isGreaterThan(10);
            assertThat(objects(sandbox)).isEqualTo(before);

            List<Integer> moments = moments(writes);
            for (int k : moments) {
                killAndResume(proxy, k);
                assertThat(objects(sandbox)).as("killed after write %d", k).isEqualTo(before);
            }
            System.err.println("killed after " + moments.size() + " of " + writes + " writes and resumed: "
                    + moments.size() + " ends as without");
        }
    }

    /** The evidence may suffice a look earlier than in the run that was counted, and that claim is renewed once less: then its last write is meant. */
    private void killAndResume(WriteCountingProxy proxy, int k) throws Exception {
        Process[] engine = new Process[1];
        proxy.killAfter(k, () -> engine[0].destroyForcibly());
        engine[0] = start("run", folder.resolve("spec.yaml").toString());
        int end = finished(engine[0]);
        if (end == 1 && proxy.writes() < k) {
            killAndResume(proxy, proxy.writes());
            return;
        }
        assertThat(end).as("killed by SIGKILL after write %d", k).isEqualTo(128 + 9);
        proxy.killAfter(Integer.MAX_VALUE, () -> {});

        Journal killed = newest();
        int exit = finished(start("resume", killed.id().toString()));

        Journal ended = newest();
        assertThat(ended.id()).isEqualTo(killed.id());
        Entry.Finished finish = ended.last(Entry.Finished.class).orElseThrow();
        assertThat(exit)
                .as("killed after write %d, resumed: %s", k, finish.ending())
                .isEqualTo(1);
    }

    private List<Integer> moments(int writes) {
        if ("all".equals(System.getProperty("kills"))) {
            return IntStream.rangeClosed(1, writes).boxed().toList();
        }
        return IntStream.rangeClosed(1, SPREAD)
                .map(i -> i * writes / SPREAD)
                .boxed()
                .toList();
    }

    private void prepare(Sandbox sandbox, WriteCountingProxy proxy) throws IOException {
        sandbox.profiles().put(Bookinfo.DARK, ImageProfile.parse(ImageProfile.STEADY, "errors=0.5,latency=5ms±1ms"));
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
        URI page = sandbox.gatewayUrl().resolve("/productpage");
        sandbox.load(LoadOptions.of(page, "bookinfo.example", "/productpage").withQps(40));
        Files.writeString(
                folder.resolve("kubeconfig"),
                sandbox.kubeconfig().replace(sandbox.cluster().url(), proxy.url()));
        Files.writeString(folder.resolve("spec.yaml"), """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2, namespace: default}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "example/reviews:2.0", readyWithin: 30s}
                  mirror: {percent: 100, settle: 200ms, flowWithin: 30s}
                  metrics: {prometheus: {url: "%s"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.01}
                  duration: {interval: 1s, iterations: 2, warmUp: 0}
                  decision: {rule: point}
                  protection: {baseline: 2s}
                """.formatted(sandbox.prometheusUrl()));
    }

    private Process start(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mirrorexperiment.cli.Main"));
        line.addAll(List.of(command));
        line.addAll(List.of(
                "--plain",
                "--kubeconfig",
                folder.resolve("kubeconfig").toString(),
                "--journal-folder",
                journals().toString()));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private int finished(Process process) throws Exception {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            fail("the process did not end: " + Files.readString(folder.resolve("out")));
        }
        return process.exitValue();
    }

    private Path journals() {
        return folder.resolve("journals");
    }

    private Journal newest() {
        FileStore store = new FileStore(journals());
        RunId id = store.runs().stream()
                .max(Comparator.comparingLong(RunId::generation))
                .orElseThrow();
        return store.load(id).orElseThrow();
    }

    /** What a user can see of the objects that a run may touch, without what servers write and the generation that only rises. */
    private static Map<String, JsonNode> objects(Sandbox sandbox) {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (String kind : List.of(
                "virtualservices.networking.istio.io", "destinationrules.networking.istio.io", "deployments.apps")) {
            for (ObjectNode object : sandbox.cluster().view().list(kind)) {
                ObjectNode metadata = (ObjectNode) object.path("metadata");
                metadata.retain("name", "namespace", "labels", "annotations");
                if (metadata.path("annotations") instanceof ObjectNode annotations) {
                    annotations.remove(List.of("mirror-experiment.io/generation", "deployment.kubernetes.io/revision"));
                    if (annotations.isEmpty()) {
                        metadata.remove("annotations");
                    }
                }
                object.remove("status");
                objects.put(kind + " " + metadata.path("name").asText(), object);
            }
        }
        return objects;
    }
}
