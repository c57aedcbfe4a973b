package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.real.Bed.Said;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run in mid-run when Tekton's controller, a person or the node ends its pod. */
@Timeout(900)
class TektonEndsRealTest {
    private static final int FOR_EVER = 1000;
    private static final int LOOKS = 10;

    /** A pod's grace period, which nothing in a TaskRun changes. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Bed bed = Bed.up().with("mesh").with("prometheus").with("tekton");

    private Shop shop(String name) {
        return Shop.open(bed, name, Scenery.PLAIN);
    }

    @Test
    void aCancelledPipelineShutsItsMirrorAndFinallyCleansUp() {
        try (Catalogue catalogue = Catalogue.in(shop("tekfinally"), FOR_EVER)) {
            catalogue.pipeline("stop", "testbed.local/reviews:2.0");
            catalogue.mirrors("stop-gate-pod");

            cancel(catalogue, "stop", "CancelledRunFinally");

            shuts(catalogue);
            JsonNode run = catalogue.ended("pipelinerun", "stop");
            assertThat(run.at("/status/conditions/0/reason").asText()).isEqualTo("Cancelled");
            assertThat(catalogue.objects("taskrun", "stop-release")).isEmpty();
            gone(catalogue, "stop-gate-pod");
            catalogue.leftNothing();
        }
    }

    @Test
    void aPipelineCancelledWithoutItsFinallyShutsItsMirrorAndTheTaskCleansUpLater() {
        try (Catalogue catalogue = Catalogue.in(shop("tekcancel"), FOR_EVER)) {
            catalogue.pipeline("stop", "testbed.local/reviews:2.0");
            catalogue.mirrors("stop-gate-pod");

            cancel(catalogue, "stop", "Cancelled");

            shuts(catalogue);
            gone(catalogue, "stop-gate-pod");
            assertThat(catalogue.objects("taskrun", "stop-clean-up")).isEmpty();
            catalogue.cleanUp("stop");
            catalogue.leftNothing();
        }
    }

    @Test
    void aTaskRunThatTimesOutShutsItsMirror() {
        try (Catalogue catalogue = Catalogue.in(shop("tektimeout"), FOR_EVER)) {
            catalogue.gate("late", "90s");
            catalogue.mirrors("late-pod");

            JsonNode run = catalogue.ended("taskrun", "late");

            shuts(catalogue);
            assertThat(run.at("/status/conditions/0/reason").asText()).isEqualTo("TaskRunTimeout");
            gone(catalogue, "late-pod");
            catalogue.cleanUp("late");
            catalogue.leftNothing();
        }
    }

    @Test
    void aTryWhoseContainerIsKilledIsGoneOnWithByItsRetry() {
        try (Catalogue catalogue = Catalogue.in(shop("tekkilled"), LOOKS)) {
            catalogue.pipeline("lost", "testbed.local/reviews:2.0");
            catalogue.mirrors("lost-gate-pod");

            kill(catalogue.object("pod", "lost-gate-pod"));

            JsonNode run = catalogue.ended("pipelinerun", "lost");
            String story = catalogue.said("lost-gate-pod-retry1", "gate");
            assertThat(Catalogue.results(run)).as(story).containsEntry("exit-code", "0");
            assertThat(story).as("of the run from its beginning").containsOnlyOnce("the mirror is open");
            assertThat(catalogue.journals())
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith(
                            "mirror-experiment-journal." + catalogue.shop().namespace() + ".lost.1"));
            catalogue.leftNothing();
        }
    }

    @Test
    void aTryWhosePodIsDeletedEndsItsRunAndItsRetryBeginsAnother() {
        try (Catalogue catalogue = Catalogue.in(shop("tekdeleted"), LOOKS)) {
            catalogue.pipeline("evicted", "testbed.local/reviews:2.0");
            catalogue.mirrors("evicted-gate-pod");

            catalogue.kubectl("delete", "pod", "evicted-gate-pod", "--wait=false");

            shuts(catalogue);
            JsonNode run = catalogue.ended("pipelinerun", "evicted");
            assertThat(Catalogue.results(run)).containsEntry("exit-code", "0");
            assertThat(catalogue.journals()).anyMatch(name -> name.contains(".evicted.2"));
            catalogue.leftNothing();
        }
    }

    private static void cancel(Catalogue catalogue, String run, String how) {
        catalogue.kubectl(
                "patch", "pipelinerun", run, "--type=merge", "-p", "{\"spec\": {\"status\": \"" + how + "\"}}");
    }

    private static void shuts(Catalogue catalogue) {
        Patiently.until("the mirror is shut", GRACE, () -> !catalogue.isMirrored());
    }

    private static void gone(Catalogue catalogue, String pod) {
        catalogue.kubectl("wait", "pod/" + pod, "--for=delete", "--timeout=60s");
    }

    /** As the kernel does where memory is short, and a node that is lost: the container ends without a signal that it could heed. */
    private static void kill(JsonNode pod) {
        String container =
                pod.at("/status/containerStatuses/0/containerID").asText().replace("containerd://", "");
        Said.of(
                        List.of(
                                "bash",
                                "-c",
                                ". src/testbed/lib/common.sh; . src/testbed/lib/node.sh;"
                                        + " here \"${CTR[@]}\" tasks kill --all --signal SIGKILL \"$1\"",
                                "-",
                                container),
                        30)
                .mustSucceed();
    }
}
