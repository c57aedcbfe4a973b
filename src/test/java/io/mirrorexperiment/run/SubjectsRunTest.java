package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects of Iter8's and of Tekton's, from their application to their end. */
class SubjectsRunTest {
    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: %1$s.%2$s}
            spec:
              group: %2$s
              scope: Namespaced
              names: {plural: %1$s, singular: %4$s, kind: %5$s, listKind: %5$sList}
              versions:
              - name: %3$s
                served: true
                storage: true
                subresources: {status: {}}
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;
    private static final String CUSTOM_RUNS =
            DEFINITION.formatted("customruns", "tekton.dev", "v1beta1", "customrun", "CustomRun");
    private static final String EXPERIMENTS =
            DEFINITION.formatted("experiments", "iter8.tools", "v2alpha2", "experiment", "Experiment");
    private static final String TEMPLATE = "suspend: true";

    private static String customRun(String name, String more) {
        return """
                apiVersion: tekton.dev/v1beta1
                kind: CustomRun
                metadata: {name: %s}
                spec:
                  customRef: {apiVersion: mirror-experiment.io/v1, kind: MirrorExperiment, name: reviews-v2}
                %s
                """.formatted(name, more.indent(2));
    }

    private static String iter8(ControlledWorld world, String name) {
        return """
                apiVersion: iter8.tools/v2alpha2
                kind: Experiment
                metadata:
                  name: %s
                  annotations:
                    mirror-experiment.io/set: |
                      spec.live.deployment=reviews-v1
                      spec.metrics.prometheus.url=%s
                spec:
                  target: default/reviews
                  strategy: {testingPattern: Conformance}
                  criteria:
                    objectives:
                    - {metric: iter8-istio/error-rate, upperLimit: "0.01"}
                  duration: {intervalSeconds: 10, iterationsPerLoop: 3}
                  versionInfo: {baseline: {name: reviews-v2}}
                """.formatted(name, world.world.metrics.url());
    }

    private static ControlledWorld pipelines() {
        ControlledWorld world = new ControlledWorld(Scenes.plain());
        world.world.api.apply(CUSTOM_RUNS);
        world.start("one");
        world.apply("reviews-v2", TEMPLATE);
        return world;
    }

    private static JsonNode find(ControlledWorld world, String kind, String name) {
        return world.world.api.view().list(kind).stream()
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .<JsonNode>map(each -> each)
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private static JsonNode run(ControlledWorld world, String name) {
        return find(world, "customruns.tekton.dev", name);
    }

    private static String succeeded(ControlledWorld world, String name) {
        return run(world, name).at("/status/conditions/0/status").asText();
    }

    private static String reason(ControlledWorld world, String name) {
        return run(world, name).at("/status/conditions/0/reason").asText();
    }

    private static String result(ControlledWorld world, String name, String result) {
        for (JsonNode each : run(world, name).at("/status/results")) {
            if (each.path("name").asText().equals(result)) {
                return each.path("value").asText();
            }
        }
        return "";
    }

    private static long mirrors(ControlledWorld world) {
        return world.world.api.view().list("virtualservices.networking.istio.io").stream()
                .filter(route -> route.toString().contains("mirrorPercent"))
                .count();
    }

    private static List<String> deployments(ControlledWorld world) {
        return world.world.api.view().list("deployments.apps").stream()
                .map(each -> each.at("/metadata/name").asText())
                .toList();
    }

    @Test
    void aCustomRunTriesItsTemplateAndTellsThePipeline() {
        try (ControlledWorld world = pipelines()) {
            world.world.api.apply(customRun("release-7", "params: [{name: spec.duration.iterations, value: '3'}]"));

            world.until("it has succeeded", () -> succeeded(world, "release-7").equals("True"));

            assertThat(reason(world, "release-7")).isEqualTo("ObjectivesMet");
            assertThat(result(world, "release-7", "run")).isEqualTo("default.release-7.1");
            assertThat(result(world, "release-7", "outcome")).isEqualTo("promoted");
            assertThat(run(world, "release-7").at("/status/completionTime").asText())
                    .isNotEmpty();
            assertThat(world.object("reviews-v2").orElseThrow().has("status")).isFalse();
            world.until(
                    "it may go away",
                    () -> run(world, "release-7").at("/metadata/finalizers").isMissingNode());
        }
    }

    @Test
    void aCancelledPipelineHasItsMirrorShutAndEverythingRemoved() {
        try (ControlledWorld world = pipelines()) {
            world.world.api.apply(customRun("release-7", "timeout: 1h"));
            world.until("copies flow", () -> mirrors(world) == 1);

            world.world.api.apply(customRun("release-7", "timeout: 1h\nstatus: RunCancelled"));

            world.until("it is over", () -> succeeded(world, "release-7").equals("False"));
            assertThat(reason(world, "release-7")).isEqualTo("CustomRunCancelled");
            assertThat(result(world, "release-7", "outcome")).isEqualTo("aborted");
            assertThat(mirrors(world)).isZero();
            assertThat(deployments(world)).containsExactly("reviews-v1");
            world.until(
                    "it may go away",
                    () -> run(world, "release-7").at("/metadata/finalizers").isMissingNode());
            assertThat(result(world, "release-7", "run")).isEqualTo("default.release-7.1");
        }
    }

    @Test
    void aTryThatLastsTooLongIsStoppedAndTheNextOneIsARunOfItsOwn() {
        try (ControlledWorld world = pipelines()) {
            world.world.api.apply(customRun(
                    "release-7", "timeout: 100s\nretries: 1\nparams: [{name: spec.duration.iterations, value: '30'}]"));

            world.until("it is over", () -> succeeded(world, "release-7").equals("False"));

            JsonNode status = run(world, "release-7").path("status");
            assertThat(reason(world, "release-7")).isEqualTo("CustomRunTimedOut");
            assertThat(result(world, "release-7", "run")).isEqualTo("default.release-7.2");
            assertThat(mirrors(world)).isZero();
            assertThat(status.path("retriesStatus")).hasSize(1);
            assertThat(status.at("/retriesStatus/0/extraFields/run").asText()).isEqualTo("default.release-7.1");
            assertThat(status.at("/retriesStatus/0/conditions/0/reason").asText())
                    .isEqualTo("CustomRunTimedOut");
            assertThat(deployments(world)).containsExactly("reviews-v1");
        }
    }

    @Test
    void aCustomRunForOthersIsNotTouched() {
        try (ControlledWorld world = pipelines()) {
            world.world.api.apply(customRun("approve", "")
                    .replace("mirror-experiment.io/v1, kind: MirrorExperiment", "acme.example/v1, kind: Approval"));
            JsonNode before = run(world, "approve");
            world.world.api.apply(customRun("release-7", ""));

            world.until("the other one has succeeded", () -> succeeded(world, "release-7").equals("True"));

            assertThat(run(world, "approve")).isEqualTo(before);
        }
    }

    @Test
    void oneThatWaitsForItsTargetIsCancelledWithoutARun() {
        try (ControlledWorld world = pipelines()) {
            world.world.api.apply(customRun("first", "params: [{name: spec.duration.iterations, value: '30'}]"));
            world.until("it has begun", () -> mirrors(world) == 1);
            world.world.api.apply(customRun("second", ""));
            world.until("it waits", () -> reason(world, "second").equals("Waiting"));

            world.world.api.apply(customRun("second", "status: RunCancelled"));

            world.until("it is over", () -> succeeded(world, "second").equals("False"));
            assertThat(reason(world, "second")).isEqualTo("CustomRunCancelled");
            assertThat(result(world, "second", "run")).isEmpty();
            assertThat(mirrors(world)).isEqualTo(1);
        }
    }

    @Test
    void experimentsOfIter8sOnOneTargetGoOneAfterTheOtherAndTheirMirrorStays() {
        try (ControlledWorld world = new ControlledWorld(Scenes.mirrored())) {
            world.world.api.apply(EXPERIMENTS);
            world.start("one");
            world.world.api.apply(iter8(world, "mirroring"));
            world.until("it has begun", () -> stage(world, "mirroring").equals("Running"));

            world.world.api.apply(iter8(world, "another"));

            world.until("it waits", () -> stage(world, "another").equals("Waiting"));
            assertThat(message(world, "another")).isEqualTo("ExperimentInitialized: waiting for default/mirroring");
            world.until("both are over", () -> stage(world, "another").equals("Completed"));
            assertThat(message(world, "mirroring"))
                    .startsWith("ExperimentCompleted: Experiment completed successfully: conforms, observed, objectives-met");
            JsonNode status = find(world, "experiments.iter8.tools", "another").path("status");
            assertThat(status.path("completedIterations").asInt()).isEqualTo(3);
            assertThat(status.at("/analysis/winnerAssessment/data/winner").asText()).isEqualTo("reviews-v2");
            assertThat(mirrors(world)).isEqualTo(1);
        }
    }

    private static String stage(ControlledWorld world, String name) {
        return find(world, "experiments.iter8.tools", name).at("/status/stage").asText();
    }

    private static String message(ControlledWorld world, String name) {
        return find(world, "experiments.iter8.tools", name).at("/status/message").asText();
    }
}
