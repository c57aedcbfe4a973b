package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real API server takes the definitions with all their rules, and refuses by them what they can say. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefinitionRealTest {
    private static final Path DEFINITIONS = Path.of("resources", "crds");

    /** What no schema of Kubernetes' says: fields of values that may be a text as well, and numbers that may. The controller says it. */
    private static final List<String> BEYOND = List.of(
            "metadata.labels: ", // those of Kubernetes are nobody's mistake there
            "spec.decision.failFast: must be true", // kubectl takes no for false
            "spec.promotion",
            "spec.gitops: print leaves",
            "spec.onInconclusive",
            "spec.dark.manifest: ",
            "spec.dark.readyWithin: must be from 1ms to 720h, was '999h'",
            "spec.mirror.percent: is there twice",
            "spec.metrics.queries.depth.url: would put a secret",
            "spec.metrics.queries.depth.headers",
            "spec.metrics.queries.depth.params",
            "spec.metrics.queries.depth.auth: signs in",
            "spec.objectives[2].metric: unknown metric 'deepth'",
            "spec.objectives[0].lowerLimit: is over",
            "spec.objectives[1].cap: must be over",
            "spec.objectives[2]: limits error-rate in the same way",
            "spec.notifications[0].webhook.headers.Webhook-Id: is written", // names would cost the API server too much
            "spec.suspend: must be true", // kubectl takes yes for true
            "YAML tags");

    private final Path folder;
    private final Bed bed = Bed.up().with("api");
    private final Ground ground = Ground.real();

    DefinitionRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void define() {
        bed.kubectl("apply", "--server-side", "--force-conflicts", "-f", DEFINITIONS.toString());
        bed.kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", DEFINITIONS.toString());
    }

    @AfterAll
    void close() {
        ground.close();
    }

    private Bed.Said apply(String text, String... words) throws IOException {
        Path file = folder.resolve("object.yaml");
        Files.writeString(file, text.replaceAll("namespace: (shop|default)\\b", "namespace: " + ground.namespace()));
        List<String> command = Stream.concat(
                        Stream.of(
                                bed.program("kubectl").toString(),
                                "--kubeconfig",
                                bed.kubeconfig().toString(),
                                "apply",
                                "-f",
                                file.toString()),
                        Stream.of(words))
                .toList();
        return Bed.Said.of(command, 60);
    }

    private Bed.Said tried(String text) throws IOException {
        return apply(text, "--dry-run=server");
    }

    @Test
    void takesEveryExample() throws IOException {
        for (String name : Read.examples()) {
            assertThat(tried(Read.example(name)).all()).as(name).contains("(server dry run)");
        }
    }

    @Test
    void refusesWhatItCanSayAndNothingElse() throws IOException {
        List<String> otherwise = new ArrayList<>();
        for (Broken broken : BrokenSpecs.ALL) {
            String mistake = broken.mistakes().get(0).replaceFirst("^line \\d+, column \\d+: ", "");
            boolean beyond = BEYOND.stream().anyMatch(mistake::startsWith)
                    || (broken.beyondSchema() && mistake.startsWith("spec.notifications"));

            Bed.Said said = tried(broken.text());

            if ((said.status() == 0) != beyond) {
                otherwise.add(mistake + ": " + said.all());
            }
        }
        assertThat(otherwise).isEmpty();
    }

    @Test
    void rulesSpeakInOurWords() throws IOException {
        assertThat(tried(Broken.SOUND.replace("{rule: point, failFast: false}", "{soak: 10m}"))
                        .all())
                .contains("decision.soak (2m by default) must be shorter than interval × iterations");
        assertThat(tried(Broken.SOUND.replace("image: example/reviews:2.0", "manifest: a.yaml"))
                        .all())
                .contains("write version and image (the live version cloned with that image)");
        assertThat(tried(Broken.SOUND.replace("version: v2", "version: v1")).all())
                .contains("dark.version is the live version too; the dark one must be another");
        assertThat(tried(Broken.SOUND.replace("servce", "x").replace("service: reviews", "servce: reviews"))
                        .all())
                .contains("unknown field \"spec.servce\"");
    }

    @Test
    void takesIter8sExperimentsAndMetrics() throws IOException {
        String experiment = """
                apiVersion: iter8.tools/v2alpha2
                kind: Experiment
                metadata: {name: mirroring, namespace: default}
                spec:
                  target: default/sample-app
                  strategy:
                    testingPattern: Conformance
                    actions: {start: [{task: knative/init-experiment}]}
                  criteria:
                    objectives:
                    - {metric: iter8-knative/mean-latency, upperLimit: 50}
                    - {metric: iter8-knative/error-rate, upperLimit: "0.01"}
                  duration: {intervalSeconds: 10, iterationsPerLoop: 10}
                  versionInfo:
                    baseline: {name: current, variables: [{name: revision, value: sample-app-v2}]}
                """;

        assertThat(tried(experiment).all()).contains("created (server dry run)");
        assertThat(tried(experiment.replace("Conformance", "Conformanz")).status())
                .isNotZero();
        assertThat(tried("""
                apiVersion: iter8.tools/v2alpha2
                kind: Metric
                metadata: {name: error-rate, namespace: default}
                spec: {jqExpression: .a, urlTemplate: "http://a", params: [{name: query, value: b}]}
                """).all()).contains("created (server dry run)");
    }

    @Test
    void kubectlShowsHowFarItIs() throws IOException {
        assertThat(apply(Broken.SOUND).all()).contains("created");
        bed.kubectl(
                "-n",
                ground.namespace(),
                "patch",
                "mexp",
                "reviews-v2",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\": {\"stage\": \"Iterating\", \"completedIterations\": 3, \"message\": \"so far, so good\"}}");

        List<String> lines = bed.kubectl("-n", ground.namespace(), "get", "mirrorexp")
                .lines()
                .toList();

        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly("NAME", "VERDICT", "TARGET", "STAGE", "COMPLETED ITERATIONS", "MESSAGE", "AGE");
        assertThat(lines.get(1)).matches("reviews-v2 +reviews +Iterating +3 +so far, so good +\\d+s *");
        assertThat(bed.kubectl("explain", "mirrorexperiment.spec.mirror.percent"))
                .contains("Share of the live requests that is copied. Default: 100.");
    }
}
