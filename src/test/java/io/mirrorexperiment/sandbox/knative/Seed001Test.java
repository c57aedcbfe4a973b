package io.mirrorexperiment.sandbox.knative;

import static io.mirrorexperiment.sandbox.knative.KnativeScene.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.Kubectl;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seed 001 with the real kubectl, as a stranger does it; its ten seconds of sleep last half a second here. */
class Seed001Test {
    private final Path folder;
    private final Kubectl kubectl;
    private final KnativeScene scene = KnativeScene.open(SandboxOptions.sampleApp()
            .withMesh(MeshOptions.defaults().withShadowSuffix(true).withSpeed(20)));

    Seed001Test(@TempDir Path folder) {
        this.folder = folder;
        this.kubectl = new Kubectl(folder);
    }

    @BeforeAll
    static void needsKubectl() {
        Kubectl.assumeThere(Seed001Test.class);
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("config"), scene.sandbox.kubeconfig());
        Files.writeString(folder.resolve("service.yaml"), SampleApp.service());
        Files.writeString(folder.resolve("routing-rules.yaml"), SampleApp.routingRules());
        Files.writeString(folder.resolve("curl.yaml"), SampleApp.load());
        Files.writeString(folder.resolve("experiment.yaml"), SampleApp.experiment());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String says(String... words) throws IOException, InterruptedException {
        return kubectl.says(words);
    }

    private double counted(String query) {
        scene.sandbox.metrics().scrape();
        return scene.query(query).at("/data/result/0/value/1").asDouble();
    }

    @Test
    void theTutorialWorksFromItsFirstManifestToItsCleanUp() throws Exception {
        String applied = says("apply", "-f", "service.yaml");
        assertThat(applied)
                .contains("service.serving.knative.dev/sample-app created")
                .contains("service.serving.knative.dev/sample-app configured");
        assertThat(says("apply", "-f", "routing-rules.yaml"))
                .contains("virtualservice.networking.istio.io/example-mirroring created")
                .contains("virtualservice.networking.istio.io/example-routing created");
        assertThat(says("wait", "--for=condition=Ready", "ksvc/sample-app", "--timeout=20s"))
                .contains("service.serving.knative.dev/sample-app condition met");
        // what istioctl kube-inject does to the file
        says("label", "namespace", "default", "istio-injection=enabled");
        assertThat(says("create", "-f", "curl.yaml")).contains("job.batch/curl created");
        assertThat(says("apply", "-f", "experiment.yaml")).contains("experiment.iter8.tools/mirroring created");

        await(
                "copies are counted",
                () -> counted("sum(revision_app_request_count{revision_name='sample-app-v2'})") >= 5);

        assertThat(says("get", "ksvc"))
                .containsPattern("NAME +URL +LATESTCREATED +LATESTREADY +READY +REASON *\n"
                        + "sample-app +http://sample-app.default.example.com +sample-app-v2 +sample-app-v2 +True");
        assertThat(says("get", "rev"))
                .containsPattern("NAME +CONFIG NAME +K8S SERVICE NAME +GENERATION +READY +REASON +ACTUAL REPLICAS")
                .containsPattern("sample-app-v1 +sample-app +sample-app-v1 +1 +True");
        assertThat(says("get", "jobs")).containsPattern("NAME +STATUS +COMPLETIONS +DURATION +AGE\ncurl +Running +0/1");
        assertThat(says("logs", "job/curl", "-c", "curl"))
                .contains("sample-app-v1")
                .doesNotContain("sample-app-v2");
        assertThat(says("describe", "ksvc", "sample-app"))
                .contains(
                        "Latest Ready Revision Name:",
                        "Created Configuration \"sample-app\"",
                        "Revision Name:    sample-app-v1");
        assertThat(says("get", "experiments")).containsPattern("mirroring +Conformance +default/sample-app");
        for (String file : new String[] {"curl.yaml", "experiment.yaml", "routing-rules.yaml"}) {
            assertThat(says("delete", "-f", file)).contains("deleted");
        }
        // The file names its Service twice, so kubectl finds the second one gone.
        assertThat(kubectl.run("delete", "-f", "service.yaml").text())
                .contains("service.serving.knative.dev \"sample-app\" deleted");
        await(
                "nothing is left",
                () -> scene.sandbox.cluster().view().list("pods").isEmpty());
        assertThat(says("get", "cfg,rt,rev,ksvc,vs,jobs")).contains("No resources found");
    }

    @Test
    void aWatchSeesTheServiceBecomeReady() throws Exception {
        Path output = folder.resolve("watched.txt");
        Process watch = kubectl.start(output, "get", "ksvc", "-w");
        try {
            says("apply", "-f", "service.yaml");

            await("the watch saw it", () -> read(output).matches("(?s).*sample-app-v2 +sample-app-v2 +True.*"));
        } finally {
            watch.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aJobWithoutASidecarFindsNoSuchHost() throws Exception {
        says("create", "-f", "curl.yaml");

        await("it complained", () -> logs("job/curl").contains("curl: (6) Could not resolve host: example.com"));
    }

    private String logs(String whose) {
        try {
            return kubectl.run("logs", whose).text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Test
    void kubectlRunLoadsAServiceWithFortio() throws Exception {
        says("apply", "-f", "service.yaml");
        says("wait", "--for=condition=Ready", "ksvc/sample-app", "--timeout=20s");

        String ran = says(
                "run",
                "fortio",
                "--image=fortio/fortio",
                "--restart=Never",
                "--command",
                "--",
                "fortio",
                "load",
                "-qps",
                "8",
                "-t",
                "5s",
                "http://sample-app.default/get");

        assertThat(ran).contains("pod/fortio created");
        says("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/fortio", "--timeout=20s");
        assertThat(says("logs", "fortio")).contains("Code 200 :").contains("All done 4");
    }

    @Test
    void aRefusalIsToldInTheWebhooksName() throws Exception {
        Files.writeString(folder.resolve("service.yaml"), SampleApp.service().replace("percent: 100", "percent: 90"));

        Kubectl.Said refused = kubectl.run("apply", "-f", "service.yaml");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text())
                .contains("service.serving.knative.dev/sample-app created")
                .contains("Error from server (BadRequest): error when applying patch:")
                .contains("admission webhook \"validation.webhook.serving.knative.dev\" denied the request: validation"
                        + " failed: Traffic targets sum to 90, want 100: spec.traffic");
    }

    @Test
    void aJobIsMadeAndFollowedToItsEnd() throws Exception {
        Files.writeString(folder.resolve("hello.yaml"), """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: hello}
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: hello, image: tutum/curl, command: [sh, -c, echo one; sleep 5; echo two]}]
                """);
        says("apply", "-f", "hello.yaml");
        await("it has begun", () -> logs("job/hello").contains("one"));

        String followed = says("logs", "-f", "job/hello");

        assertThat(followed).isEqualTo("one\ntwo\n");
        says("wait", "--for=condition=complete", "job/hello", "--timeout=15s");
        assertThat(says("get", "pods")).containsPattern("hello-\\w+ +0/1 +Completed +0");
        assertThat(says("get", "jobs")).containsPattern("hello +Complete +1/1");
        assertThat(says("describe", "job", "hello")).contains("1 Succeeded", "Created pod: hello-", "Job completed");
        assertThat(says("describe", "pods")).contains("Completed", "Exit Code:    0");
    }

    /** The formulae of Iter8's catalogue for Knative (v0.4.4), with the values that they must have by the counters. */
    @Test
    void iter8sQueriesAreAnsweredAsPrometheusAnswersThem() throws Exception {
        says("apply", "-f", "service.yaml");
        says("apply", "-f", "routing-rules.yaml");
        says("wait", "--for=condition=Ready", "ksvc/sample-app", "--timeout=20s");
        String zero = " or on() vector(0)";
        String count = "sum(increase(revision_app_request_latencies_count{revision_name='sample-app-v2'}[60s]))" + zero;
        String errors = "sum(increase(revision_app_request_latencies_count{response_code_class!='2xx',"
                + "revision_name='sample-app-v2'}[60s]))" + zero;
        String sum =
                "(sum(increase(revision_app_request_latencies_sum{revision_name='sample-app-v2'}[60s]))" + zero + ")";
        String tail = "histogram_quantile(0.95, sum(rate(revision_app_request_latencies_bucket"
                + "{revision_name='sample-app-v2'}[60s])) by (le))";
        assertThat(answer(count)).isEqualTo("0");
        assertThat(answer("(" + errors + ") / (" + count + ")")).isEqualTo("NaN");
        assertThat(scene.query(tail).at("/data/result").isEmpty()).isTrue();
        says("label", "namespace", "default", "istio-injection=enabled");
        says("create", "-f", "curl.yaml");
        await("there are copies", () -> counted("sum(revision_app_request_count{revision_name='sample-app-v2'})") >= 5);

        await("they increase", () -> counted(count) > 1);

        assertThat(answer(errors)).isEqualTo("0");
        assertThat(answer("(" + errors + ") / (" + count + ")")).isEqualTo("0");
        assertThat(Double.parseDouble(answer(sum + " / (" + count + ")"))).isBetween(0.0, 1000.0);
        assertThat(Double.parseDouble(answer(tail))).isBetween(0.0, 1000.0);
    }

    private String answer(String query) {
        JsonNode answer = scene.query(query);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
        return answer.at("/data/result/0/value/1").asText();
    }
}
