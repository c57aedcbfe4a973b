package io.mirrorexperiment.sandbox.knative;

import static io.mirrorexperiment.sandbox.knative.KnativeScene.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs, and pods that run a command line. */
class JobsTest {
    private static final String SHOP = """
            {apiVersion: v1, kind: Namespace, metadata: {name: meshed, labels: {istio-injection: enabled}}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {selector: {app: shop}, ports: [{port: 8000}]}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, labels: {app: shop}}
            spec: {containers: [{name: app, image: "example/shop:1", ports: [{containerPort: 8000}]}]}
            """;

    private final SettableClock clock = new SettableClock();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty()
            .withCluster(KubeOptions.defaults().withClock(clock))
            .withMesh(MeshOptions.defaults().withClock(clock).withSpeed(10))
            .withScrapeInterval(Duration.ZERO)
            .withImages(
                    Map.of("example/shop:1", ImageProfile.parse(ImageProfile.STEADY, "latency=1ms,start=10ms,size=4")))
            .withManifest(SHOP));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void run(String namespace, String spec, String script) {
        sandbox.apply("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: load, namespace: %s}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                      - {name: curl, image: tutum/curl, command: [/bin/sh, -c, "%s"]}
                """.formatted(namespace, spec, script));
    }

    private JsonNode job() {
        return sandbox.cluster().view().list("jobs.batch").stream()
                .map(JsonNode.class::cast)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private List<ObjectNode> pods() {
        return sandbox.cluster().view().list("pods").stream()
                .filter(pod -> pod.path("metadata").path("labels").has("job-name"))
                .toList();
    }

    private boolean ended(String condition, String reason) {
        for (JsonNode entry : job().path("status").path("conditions")) {
            if (entry.path("type").asText().equals(condition)) {
                return entry.path("reason").asText().equals(reason);
            }
        }
        return false;
    }

    private boolean shopAnswers() {
        return !sandbox.mesh().podUrls("default", Map.of("app", "shop")).isEmpty();
    }

    @Test
    void aJobRunsItsScriptAndCompletes() {
        await("the shop is open", this::shopAnswers);

        run("default", "", "echo begin; curl -sS shop:8000 && echo end");

        await("it is complete", () -> ended("Complete", "CompletionsReached"));
        assertThat(job().at("/status/succeeded").asInt()).isEqualTo(1);
        assertThat(pods().get(0).at("/status/phase").asText()).isEqualTo("Succeeded");
        assertThat(pods().get(0)
                        .at("/status/containerStatuses/0/state/terminated/reason")
                        .asText())
                .isEqualTo("Completed");
        assertThat(sandbox.mesh()
                        .log("default", pods().get(0).at("/metadata/name").asText(), "curl"))
                .extracting(LogLine::text)
                .containsExactly("begin", "shop", "end");
    }

    @Test
    void aJobThatIsOverGoesWhenItSaid() {
        run("default", "ttlSecondsAfterFinished: 30", "true");
        await("it is complete", () -> ended("Complete", "CompletionsReached"));

        clock.forward(Duration.ofSeconds(31));

        await("it is gone", () -> job().isMissingNode() && pods().isEmpty());
    }

    @Test
    void aJobThatFailsIsTriedAgainAsOftenAsItsLimitSays() {
        run("default", "backoffLimit: 1", "exit 3");
        await("its pod failed", () -> job().at("/status/failed").asInt() == 1);
        assertThat(pods()).hasSize(1);

        clock.forward(Duration.ofSeconds(11));

        await("it failed", () -> ended("Failed", "BackoffLimitExceeded"));
        assertThat(pods()).hasSize(2);
        assertThat(pods().get(0)
                        .at("/status/containerStatuses/0/state/terminated/exitCode")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aScriptThatCannotBePlayedFailsItsPodWithALineThatSaysSo() {
        run("default", "backoffLimit: 0", "curl shop:8000 | grep shop");

        await("it failed", () -> ended("Failed", "BackoffLimitExceeded"));
        assertThat(sandbox.mesh()
                        .log("default", pods().get(0).at("/metadata/name").asText(), "curl"))
                .extracting(LogLine::text)
                .containsExactly("sh: line 1: this shell has no pipes, which begins at '| grep shop'");
    }

    @Test
    void aJobWhoseTimeIsUpFailsAndItsPodGoes() {
        run("default", "activeDeadlineSeconds: 60", "sleep 1000");
        await("it runs", () -> job().at("/status/ready").asInt() == 1);

        clock.forward(Duration.ofSeconds(61));

        await("it failed", () -> ended("Failed", "DeadlineExceeded"));
        await("its pod is gone", () -> pods().isEmpty());
    }

    @Test
    void aPodWhoseTimeIsUpFails() {
        sandbox.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: nap, labels: {job-name: none}}
                spec:
                  activeDeadlineSeconds: 60
                  restartPolicy: Never
                  containers: [{name: nap, image: tutum/curl, command: [sleep, "1000"]}]
                """);
        await("it runs", () -> pods().get(0).at("/status/phase").asText().equals("Running"));

        clock.forward(Duration.ofSeconds(61));

        await("it failed", () -> pods().get(0).at("/status/reason").asText().equals("DeadlineExceeded"));
        assertThat(pods().get(0).at("/status/phase").asText()).isEqualTo("Failed");
    }

    @Test
    void aPodWithASidecarGoesThroughTheMeshAndIsNotOverWithItsScript() {
        await("the shop is open", this::shopAnswers);
        run("meshed", "", "curl -sS shop.default:8000");

        await("its script is over", () -> pods().stream()
                .anyMatch(pod -> pod.at("/status/containerStatuses/0/state").has("terminated")));

        String pod = pods().get(0).at("/metadata/name").asText();
        assertThat(pods().get(0).at("/status/phase").asText()).isEqualTo("Running");
        assertThat(sandbox.mesh().log("meshed", pod, "curl"))
                .extracting(LogLine::text)
                .containsExactly("shop");
        assertThat(sandbox.mesh().log("meshed", pod, "istio-proxy"))
                .singleElement()
                .satisfies(line -> assertThat(line.text())
                        .contains("\"GET / HTTP/1.1\" 200")
                        .contains("outbound|8000||shop.default.svc.cluster.local"));
    }

    @Test
    void fortioLoadsAServiceFromAPodOfItsOwn() {
        await("the shop is open", this::shopAnswers);

        sandbox.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: fortio, labels: {job-name: none}}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: fortio
                    image: fortio/fortio
                    command: [fortio, load, -qps, "100", -n, "20", "http://shop.default:8000/get"]
                """);

        await("it is over", () -> pods().get(0).at("/status/phase").asText().equals("Succeeded"));
        assertThat(sandbox.mesh().log("default", "fortio", "fortio"))
                .extracting(LogLine::text)
                .contains("Code 200 : 20 (100.0 %)");
    }

    @Test
    void aCommandLineThatEndsIsRunAgainUnlessItsPodSaysOtherwise() {
        sandbox.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: again, labels: {job-name: none}}
                spec: {containers: [{name: again, image: tutum/curl, command: [echo, once more]}]}
                """);

        await("it rests", () -> pods().get(0)
                .at("/status/containerStatuses/0/state/waiting/reason")
                .asText()
                .equals("CrashLoopBackOff"));
        await(
                "it ran again",
                () -> sandbox.mesh().log("default", "again", "again").size() == 2);

        assertThat(pods().get(0).at("/status/phase").asText()).isEqualTo("Running");
    }

    @Test
    void aJobThatCannotBeIsRefused() {
        assertThatThrownBy(() -> sandbox.apply("""
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: load}
                        spec: {template: {spec: {containers: [{name: curl, image: tutum/curl}]}}}
                        """))
                .hasMessage("Job.batch \"load\" is invalid: spec.template.spec.restartPolicy: Unsupported value:"
                        + " \"Always\": supported values: \"OnFailure\", \"Never\"");
    }
}
