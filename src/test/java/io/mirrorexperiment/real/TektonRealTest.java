package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.real.Bed.Said;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample Pipeline on Tekton's own controller, with the program's own image: what is released, and under which rights its pods run. */
@Timeout(900)
class TektonRealTest {
    private static final int LOOKS = 5;

    /** What a container may tell at its end, https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/. */
    private static final int TERMINATION_MESSAGE = 4096;

    private final Bed bed = Bed.up().with("mesh").with("prometheus").with("tekton");

    @Test
    void aVersionThatViolatesIsNotReleased() {
        try (Catalogue catalogue = Catalogue.in(Shop.open(bed, "tekviolates", Scenery.PLAIN), LOOKS)) {
            catalogue.pipeline("bad", "testbed.local/reviews:2.0-errors");

            JsonNode run = catalogue.ended("pipelinerun", "bad");

            assertThat(Catalogue.results(run))
                    .as(() -> catalogue.said("bad-gate-pod", "gate"))
                    .containsEntry("verdict", "violates")
                    .containsEntry("cause", "objective-breached")
                    .containsEntry("exit-code", "1");
            assertThat(run.at("/status/conditions/0/reason").asText()).isEqualTo("Completed");
            assertThat(run.at("/status/skippedTasks").findValuesAsText("name")).containsExactly("release");
            assertThat(run.at("/status/skippedTasks/0/reason").asText())
                    .isEqualTo("When Expressions evaluated to false");
            assertThat(catalogue.objects("taskrun", "bad-release")).isEmpty();
            assertThat(catalogue.said("bad-clean-up-pod", "clean-up")).contains("nothing of bad is left to clean up");
            assertThat(containers(catalogue.object("pod", "bad-gate-pod")))
                    .as("no sidecar, although the namespace asks for them")
                    .hasSize(1);
            catalogue.leftNothing();
        }
    }

    @Test
    void aVersionThatConformsIsReleasedByPodsWithoutRights() {
        try (Catalogue catalogue = Catalogue.apart(Shop.open(bed, "tekconforms", Scenery.SUBSETS), LOOKS)) {
            catalogue.pipeline("good", "testbed.local/reviews:2.0");

            JsonNode run = catalogue.ended("pipelinerun", "good");

            assertThat(Catalogue.results(run))
                    .as(() -> catalogue.said("good-gate-pod", "gate"))
                    .containsEntry("verdict", "conforms")
                    .containsEntry("exit-code", "0");
            assertThat(run.at("/status/conditions/0/reason").asText()).isEqualTo("Succeeded");
            assertThat(catalogue.said("good-release-pod", "release")).contains("releases testbed.local/reviews:2.0");
            JsonNode pod = catalogue.object("pod", "good-gate-pod");
            assertThat(pod.at("/status/containerStatuses/0/state/terminated/message")
                            .asText())
                    .contains("report-digest")
                    .hasSizeLessThan(TERMINATION_MESSAGE / 2);
            runsWithoutRights(pod);
            enforces(catalogue.namespace());
            catalogue.leftNothing();
        }
    }

    @Test
    void aVersionThatConformsIsPromotedPartByPart() {
        try (Catalogue catalogue = Catalogue.in(Shop.open(bed, "tekparts", Scenery.PLAIN), LOOKS)) {
            catalogue.parts("step");

            JsonNode run = catalogue.ended("pipelinerun", "step");

            assertThat(Catalogue.results(run))
                    .as(() -> "start, evaluate and finish: " + run.at("/status/conditions"))
                    .containsEntry("verdict", "conforms")
                    .containsEntry("outcome", "promoted");
            assertThat(catalogue
                            .shop()
                            .kubectl("get", "deployment", "reviews-v1", "-o", "jsonpath={.spec.template.spec}"))
                    .contains("testbed.local/reviews@sha256:");
            assertThat(catalogue.said("step-clean-up-pod", "clean-up")).contains("nothing of step is left to clean up");
            assertThat(catalogue.isMirrored()).isFalse();
        }
    }

    private static void runsWithoutRights(JsonNode pod) {
        List<JsonNode> all = containers(pod);
        assertThat(all).hasSize(1);
        assertThat(all.get(0).at("/securityContext/runAsUser").asLong()).isEqualTo(65532);
        pod.at("/spec/initContainers").forEach(all::add);
        assertThat(all).allSatisfy(container -> {
            JsonNode security = container.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        });
    }

    private static List<JsonNode> containers(JsonNode pod) {
        List<JsonNode> containers = new ArrayList<>();
        pod.at("/spec/containers").forEach(containers::add);
        return containers;
    }

    /** The API server refuses a pod there that says nothing of its rights. */
    private void enforces(String namespace) {
        Said said = Said.of(
                List.of(
                        bed.program("kubectl").toString(),
                        "--kubeconfig",
                        bed.kubeconfig().toString(),
                        "-n",
                        namespace,
                        "run",
                        "careless",
                        "--image=testbed.local/tools:1",
                        "--dry-run=server"),
                30);
        assertThat(said.status()).isNotZero();
        assertThat(said.err()).contains("violates PodSecurity \"restricted:latest\"");
    }
}
