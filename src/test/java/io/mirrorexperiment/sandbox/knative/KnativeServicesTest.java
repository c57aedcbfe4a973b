package io.mirrorexperiment.sandbox.knative;

import static io.mirrorexperiment.sandbox.knative.KnativeScene.BLUE;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.GREEN;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.await;
import static io.mirrorexperiment.sandbox.knative.KnativeScene.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a Knative Service. Words and shapes are those of Knative Serving 0.24 (pkg/apis/serving/v1, pkg/reconciler). */
class KnativeServicesTest {
    private static final String SERVICES = "services.serving.knative.dev";
    private static final String REVISIONS = "revisions.serving.knative.dev";

    private final KnativeScene scene = KnativeScene.open(KnativeOptions.shipped());

    @AfterEach
    void close() {
        scene.close();
    }

    private void applyFirst() {
        scene.sandbox.apply(service("sample-app-v1", BLUE, ""));
        await("v1 is ready", () -> scene.says(SERVICES, "sample-app", "Ready", "True"));
    }

    @Test
    void aServiceBecomesReadyWithItsAddressAndAllTrafficOnItsRevision() {
        applyFirst();

        JsonNode status = scene.status("services", "sample-app");

        assertThat(status.path("url").asText()).isEqualTo("http://sample-app.default.example.com");
        assertThat(status.at("/address/url").asText()).isEqualTo("http://sample-app.default.svc.cluster.local");
        assertThat(status.path("latestCreatedRevisionName").asText()).isEqualTo("sample-app-v1");
        assertThat(status.path("latestReadyRevisionName").asText()).isEqualTo("sample-app-v1");
        assertThat(status.path("traffic"))
                .hasToString("[{\"latestRevision\":true,\"percent\":100,\"revisionName\":\"sample-app-v1\"}]");
        assertThat(status.path("conditions").findValuesAsText("type"))
                .containsExactly("ConfigurationsReady", "Ready", "RoutesReady");
    }

    @Test
    void aRevisionRunsBehindAQueueProxyAndHasItsServices() {
        applyFirst();

        JsonNode pod = scene.pods("sample-app-v1").get(0);

        assertThat(pod.at("/spec/containers").findValuesAsText("name")).startsWith("user-container", "user-port");
        assertThat(pod.at("/spec/containers/1/name").asText()).isEqualTo("queue-proxy");
        assertThat(pod.at("/spec/containers/0/image").asText()).contains("knative-route-demo@sha256:");
        assertThat(pod.at("/metadata/name").asText()).startsWith("sample-app-v1-deployment-");
        assertThat(scene.get("services", "sample-app-v1").at("/spec/selector").isMissingNode())
                .isTrue();
        assertThat(scene.get("services", "sample-app-v1-private")
                        .at("/spec/selector")
                        .size())
                .isEqualTo(1);
        assertThat(scene.get("services", "sample-app").at("/spec/externalName").asText())
                .isEqualTo("knative-local-gateway.istio-system.svc.cluster.local");
    }

    @Test
    void twoTemplatesInARowMakeTwoRevisionsAndTrafficGoesWhereItIsSent() {
        scene.applyBoth();

        JsonNode status = scene.status("services", "sample-app");

        assertThat(status.path("latestReadyRevisionName").asText()).isEqualTo("sample-app-v2");
        assertThat(status.path("traffic"))
                .hasToString("[{\"latestRevision\":false,\"percent\":100,\"revisionName\":\"sample-app-v1\"},"
                        + "{\"latestRevision\":true,\"percent\":0,\"revisionName\":\"sample-app-v2\"}]");
        assertThat(scene.says(REVISIONS, "sample-app-v1", "Ready", "True")).isTrue();
        assertThat(scene.says(REVISIONS, "sample-app-v2", "Ready", "True")).isTrue();
        assertThat(scene.get(REVISIONS, "sample-app-v2")
                        .at("/metadata/labels/serving.knative.dev~1routingState")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void aRevisionWithoutANameIsNumbered() {
        scene.sandbox.apply(service("sample-app-v1", BLUE, "").replace("    metadata: {name: sample-app-v1}\n", ""));

        await("ready", () -> scene.says(SERVICES, "sample-app", "Ready", "True"));

        assertThat(scene.status("services", "sample-app")
                        .path("latestReadyRevisionName")
                        .asText())
                .isEqualTo("sample-app-00001");
    }

    @Test
    void trafficThatDoesNotAddUpIsDenied() {
        assertThatThrownBy(() -> scene.sandbox.apply(service(
                        "sample-app-v1",
                        BLUE,
                        "traffic: [{revisionName: a, percent: 30}, {latestRevision: true, percent: 60}]")))
                .hasMessage("admission webhook \"validation.webhook.serving.knative.dev\" denied the request:"
                        + " validation failed: Traffic targets sum to 90, want 100: spec.traffic");
    }

    @Test
    void everyMistakeInTrafficIsToldAtOnce() {
        assertThatThrownBy(
                        () -> scene.sandbox.apply(
                                service(
                                        "other-v1",
                                        BLUE,
                                        "traffic: [{revisionName: a, latestRevision: true, percent: 101, tag: t}, {percent: -1, tag: t}]")))
                .hasMessageContaining("Multiple definitions for \"t\": spec.traffic[0].tag, spec.traffic[1].tag\n")
                .hasMessageContaining("expected 0 <= -1 <= 100: spec.traffic[1].percent\n")
                .hasMessageContaining("expected 0 <= 101 <= 100: spec.traffic[0].percent\n")
                .hasMessageContaining(
                        "invalid value: \"other-v1\" must have prefix \"sample-app-\": spec.template.metadata.name\n")
                .hasMessageContaining("may not set revisionName \"a\" when latestRevision is true:"
                        + " spec.traffic[0].latestRevision");
    }

    @Test
    void aChangedTemplateNeedsAnotherName() {
        applyFirst();

        assertThatThrownBy(() -> scene.sandbox.apply(service("sample-app-v1", GREEN, "")))
                .hasMessageContaining(
                        "validation failed: Saw the following changes without a name change (-old +new): spec.template.metadata.name\n")
                .hasMessageContaining("Image:\n\t-: \"" + BLUE + "\"\n\t+: \"" + GREEN + "\"");
    }

    @Test
    void aNameThatAnotherTemplateHadIsTaken() {
        scene.applyBoth();

        scene.sandbox.apply(service("sample-app-v1", GREEN, ""));

        await(
                "name taken",
                () -> scene.says(SERVICES, "sample-app", "RoutesReady", "False")
                        && scene.says(SERVICES, "sample-app", "ConfigurationsReady", "False"));
        assertThat(scene.condition(SERVICES, "sample-app", "RoutesReady")
                        .path("message")
                        .asText())
                .isEqualTo(
                        "The revision name \"sample-app-v1\" is taken by a conflicting Revision, so traffic will not be"
                                + " migrated");
        assertThat(scene.condition(SERVICES, "sample-app", "ConfigurationsReady")
                        .path("message")
                        .asText())
                .isEqualTo(
                        "Revision creation failed with message: revisions.serving.knative.dev \"sample-app-v1\" already"
                                + " exists.");
        await("v1 answers", () -> scene.ask("sample-app.default.example.com").equals("200 sample-app-v1-deployment"));
    }

    @Test
    void anImageThatIsNotThereFailsTheRevisionAndTrafficStays() {
        applyFirst();

        scene.sandbox.apply(service("sample-app-v2", "example/nowhere:1", ""));

        await("it failed", () -> scene.says(SERVICES, "sample-app", "ConfigurationsReady", "False"));
        assertThat(scene.condition(REVISIONS, "sample-app-v2", "Ready")
                        .path("reason")
                        .asText())
                .isEqualTo("ContainerMissing");
        assertThat(scene.condition(SERVICES, "sample-app", "Ready")
                        .path("message")
                        .asText())
                .startsWith("Revision \"sample-app-v2\" failed with message: Unable to fetch image"
                        + " \"example/nowhere:1\": failed to resolve image to digest");
        assertThat(scene.status("services", "sample-app")
                        .at("/traffic/0/revisionName")
                        .asText())
                .isEqualTo("sample-app-v1");
        await("v1 answers", () -> scene.ask("sample-app.default.example.com").equals("200 sample-app-v1-deployment"));
    }

    @Test
    void aRevisionThatNeverGetsReadyFailsAfterItsDeadline() {
        try (KnativeScene hasty =
                KnativeScene.open(KnativeOptions.shipped().withProgressDeadline(Duration.ofSeconds(1)))) {
            hasty.sandbox.profiles().put(GREEN, ImageProfile.STEADY.withNeverReady("CreateContainerError"));

            hasty.sandbox.apply(service("sample-app-v2", GREEN, ""));

            await("it failed", () -> hasty.says(REVISIONS, "sample-app-v2", "Ready", "False"));
            assertThat(hasty.condition(REVISIONS, "sample-app-v2", "ResourcesAvailable")
                            .path("reason")
                            .asText())
                    .isEqualTo("CreateContainerError");
            await("its Service tells it", () -> hasty.says(SERVICES, "sample-app", "RoutesReady", "False"));
            assertThat(hasty.condition(SERVICES, "sample-app", "RoutesReady")
                            .path("message")
                            .asText())
                    .isEqualTo("Configuration \"sample-app\" does not have any ready Revision.");
        }
    }

    @Test
    void inAMeshedNamespaceARevisionHasASidecarToo() {
        scene.sandbox.apply(
                "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}");

        applyFirst();

        assertThat(scene.pods("sample-app-v1").get(0).at("/status/containerStatuses"))
                .extracting(status -> status.path("name").asText() + " "
                        + status.path("ready").asBoolean())
                .containsExactly("user-container true", "queue-proxy true", "istio-proxy true");
        await("v1 answers", () -> scene.ask("sample-app.default.example.com").equals("200 sample-app-v1-deployment"));
        assertThat(scene.sandbox.mesh().accessLog("default", Map.of("serving.knative.dev/revision", "sample-app-v1")))
                .last()
                .satisfies(line -> assertThat(line.text()).contains("\"GET / HTTP/1.1\" 200"));
    }

    @Test
    void aDeletedServiceTakesEverythingWithIt() {
        scene.applyBoth();

        KnativeObjects.delete(scene.sandbox, "sample-app");

        await(
                "all is gone",
                () -> scene.pods("sample-app-v1").isEmpty()
                        && scene.get(REVISIONS, "sample-app-v1").isMissingNode()
                        && scene.get("services", "sample-app").isMissingNode()
                        && scene.get("virtualservices.networking.istio.io", "sample-app-ingress")
                                .isMissingNode());
    }
}
