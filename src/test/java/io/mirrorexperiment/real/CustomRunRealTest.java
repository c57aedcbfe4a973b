package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pipelines that wait for a run without a pod, under Tekton's own controller and webhook; ours is a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class CustomRunRealTest {
    private static final int FOR_EVER = 1000;
    private static final int LOOKS = 4;

    private final Bed bed = Bed.up().with("mesh").with("prometheus").with("tekton");

    private PodlessGate gate(String name, int iterations) {
        return PodlessGate.in(Shop.open(bed, name, Scenery.PLAIN), iterations);
    }

    private static String reason(JsonNode run) {
        return run.at("/status/conditions/0/reason").asText();
    }

    private static String succeeded(JsonNode run) {
        return run.at("/status/conditions/0/status").asText();
    }

    @Test
    void aPipelineGoesOnWithWhatThePromotionTold() {
        try (PodlessGate gate = gate("podless", LOOKS)) {
            gate.start("good", PodlessGate.strict(Map.of()), "2.0");

            JsonNode run = gate.ended("pipelinerun", "good");

            JsonNode task = gate.object("customrun", "good-try");
            assertThat(reason(run)).as(task::toPrettyString).isEqualTo("Succeeded");
            assertThat(Catalogue.results(task)).containsEntry("outcome", "promoted");
            assertThat(Catalogue.results(run))
                    .containsEntry("verdict", "conforms")
                    .containsEntry("run", gate.shop().namespace() + ".good-try.1");
            assertThat(gate.pods()).as("of all tasks").containsExactly("release");
            assertThat(gate.shop().kubectl("logs", "good-release-pod", "-c", "step-release"))
                    .contains("releasing testbed.local/reviews:2.0");
            gate.allIsWell();
        }
    }

    /** Two at once on one service: the second waits for the first. */
    @Test
    void aVersionThatViolatesFailsAPipelineOrIsTold() {
        try (PodlessGate gate = gate("podbad", LOOKS)) {
            gate.start("first", PodlessGate.strict(Map.of()), "2.0-errors");
            gate.begins("first-try");
            gate.start("second", PodlessGate.sample(), "2.0-errors");
            Patiently.until(
                    "the second waits", PodlessGate.LONGEST, () -> reason(gate.object("customrun", "second-try"))
                            .equals("Waiting"));

            JsonNode failed = gate.ended("pipelinerun", "first");
            JsonNode told = gate.ended("pipelinerun", "second");

            assertThat(reason(failed)).isEqualTo("Failed");
            assertThat(Catalogue.results(failed))
                    .as("Tekton takes none of a task that failed")
                    .isEmpty();
            JsonNode task = gate.object("customrun", "first-try");
            assertThat(succeeded(task) + " " + reason(task)).isEqualTo("False ObjectiveBreached");
            assertThat(Catalogue.results(task)).containsEntry("verdict", "violates");
            assertThat(reason(told)).isEqualTo("Completed");
            assertThat(told.at("/status/skippedTasks/0/name").asText()).isEqualTo("release");
            assertThat(Catalogue.results(told)).containsEntry("verdict", "violates");
            assertThat(gate.pods()).isEmpty();
            gate.leftNothing();
            gate.allIsWell();
        }
    }

    @Test
    void aCancelledPipelineEndsItsRunFirst() {
        try (PodlessGate gate = gate("podcancel", FOR_EVER)) {
            gate.start("stop", PodlessGate.strict(Map.of()), "2.0");
            gate.mirrors("stop-try");

            gate.shop()
                    .kubectl(
                            "patch",
                            "pipelinerun",
                            "stop",
                            "--type=merge",
                            "-p",
                            "{\"spec\": {\"status\": \"CancelledRunFinally\"}}");

            JsonNode run = gate.ended("pipelinerun", "stop");
            JsonNode task = gate.object("customrun", "stop-try");
            assertThat(task.at("/spec/status").asText()).isEqualTo("RunCancelled");
            assertThat(succeeded(task) + " " + reason(task)).isEqualTo("False CustomRunCancelled");
            assertThat(Catalogue.results(task)).containsEntry("exit-code", "130");
            assertThat(reason(run)).isEqualTo("Cancelled");
            gate.leftNothing();
            assertThat(gate.pods()).isEmpty();
            gate.allIsWell();
        }
    }

    @Test
    void aTryThatTakesTooLongIsEndedAndTriedAgain() {
        try (PodlessGate gate = gate("podlate", FOR_EVER)) {
            gate.start("late", PodlessGate.strict(Map.of("timeout", "20s", "retries", 1)), "2.0");

            JsonNode run = gate.ended("pipelinerun", "late");

            JsonNode task = gate.object("customrun", "late-try");
            assertThat(reason(run)).as(task::toPrettyString).isEqualTo("Failed");
            assertThat(succeeded(task) + " " + reason(task)).isEqualTo("False CustomRunTimedOut");
            assertThat(task.at("/status/retriesStatus")).hasSize(1);
            assertThat(task.at("/status/retriesStatus/0/conditions/0/reason").asText())
                    .isEqualTo("CustomRunTimedOut");
            gate.leftNothing();
            assertThat(gate.pods()).isEmpty();
            gate.allIsWell();
        }
    }
}
