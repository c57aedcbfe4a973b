package io.mirrorexperiment.sandbox.knative;

import static io.mirrorexperiment.sandbox.knative.KnativeScene.BLUE;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.GREEN;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.await;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Revisions without requests, by a clock that the test sets. */
class ScaleToZeroTest {
    private static final String REVISIONS = "revisions.serving.knative.dev";
    private static final String HOST = "sample-app.default.example.com";
    private static final Duration WINDOW_AND_GRACE = Duration.ofSeconds(91);

    private final SettableClock clock = new SettableClock();
    private final KnativeScene scene = KnativeScene.open(SandboxOptions.empty()
            .withCluster(KubeOptions.defaults().withClock(clock))
            .withMesh(MeshOptions.defaults().withClock(clock))
            .withKnative(KnativeOptions.shipped()));

    @AfterEach
    void close() {
        scene.close();
    }

    private void apply(String annotations) {
        scene.sandbox.apply(service("sample-app-v1", BLUE, "")
                .replace("{name: sample-app-v1}", "{name: sample-app-v1, annotations: {" + annotations + "}}"));
        await("it is ready", () -> scene.says("services.serving.knative.dev", "sample-app", "Ready", "True"));
        await("it answers", () -> scene.ask(HOST).equals("200 sample-app-v1-deployment"));
    }

    private void awaitScaledDown(String revision) {
        await("it is scaled to zero", () -> scene.pods(revision).isEmpty());
        assertThat(scene.condition(REVISIONS, revision, "Active").path("reason").asText())
                .isEqualTo("NoTraffic");
        assertThat(scene.says(REVISIONS, revision, "Ready", "True")).isTrue();
    }

    @Test
    void aRevisionWithoutRequestsIsScaledToZeroAndTheNextRequestWaitsForItsPod() {
        apply("");
        clock.forward(WINDOW_AND_GRACE);
        awaitScaledDown("sample-app-v1");

        String answer = scene.ask(HOST);

        assertThat(answer).isEqualTo("200 sample-app-v1-deployment");
        assertThat(scene.pods("sample-app-v1")).hasSize(1);
    }

    @Test
    void aRequestKeepsTheRevisionUpForAnotherWindow() {
        apply("");
        clock.forward(Duration.ofSeconds(80));
        assertThat(scene.ask(HOST)).startsWith("200");
        clock.forward(Duration.ofSeconds(80));

        awaitTicks();

        assertThat(scene.pods("sample-app-v1")).hasSize(1);
        clock.forward(Duration.ofSeconds(11));
        awaitScaledDown("sample-app-v1");
    }

    @Test
    void aMinimumScaleKeepsPodsOfARevisionThatARouteNamesBeItWithoutTraffic() {
        apply("autoscaling.knative.dev/minScale: \"2\"");
        await("two pods", () -> scene.pods("sample-app-v1").size() == 2);
        scene.sandbox.apply(service(
                        "sample-app-v2",
                        GREEN,
                        "traffic: [{revisionName: sample-app-v1, percent: 0}, {latestRevision: true, percent: 100}]")
                .replace(
                        "{name: sample-app-v2}",
                        "{name: sample-app-v2, annotations: {autoscaling.knative.dev/minScale: \"0\"}}"));
        await("v2 is ready", () -> scene.says(REVISIONS, "sample-app-v2", "Ready", "True"));
        clock.forward(WINDOW_AND_GRACE);

        awaitScaledDown("sample-app-v2");

        assertThat(scene.pods("sample-app-v1")).hasSize(2);
    }

    @Test
    void aMinimumScaleKeepsNothingOfARevisionThatNoRouteNames() {
        apply("autoscaling.knative.dev/min-scale: \"1\"");
        scene.sandbox.apply(service("sample-app-v2", GREEN, "traffic: [{latestRevision: true, percent: 100}]"));
        await("traffic went on", () -> scene.status("services", "sample-app")
                .at("/traffic/0/revisionName")
                .asText()
                .equals("sample-app-v2"));

        clock.forward(WINDOW_AND_GRACE);

        awaitScaledDown("sample-app-v1");
    }

    /** The controllers go round at least once: a change of their own making is seen. */
    private void awaitTicks() {
        scene.sandbox.apply(service("other-v1", BLUE, "").replace("sample-app", "other"));
        await("the controllers went round", () -> scene.says("services.serving.knative.dev", "other", "Ready", "True"));
    }
}
