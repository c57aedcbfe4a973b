package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.SampleApp;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The manifests of Iter8's tutorial at a real API server with their definitions, and at istiod's webhook. Alone: they name their namespace. */
@Isolated
@Timeout(300)
class TutorialManifestsRealTest {
    private final Bed bed = Bed.up();
    private final Tutorial tutorial;

    TutorialManifestsRealTest(@TempDir Path folder) {
        this.tutorial = Tutorial.in(bed, folder);
    }

    @AfterEach
    void close() {
        tutorial.close();
    }

    @Test
    void theyAreTakenAsTheyAre() {
        assertThat(tutorial.apply("service"))
                .contains("service.serving.knative.dev/sample-app created")
                .contains("service.serving.knative.dev/sample-app configured");
        assertThat(tutorial.apply("routing-rules"))
                .contains("virtualservice.networking.istio.io/example-mirroring created")
                .contains("virtualservice.networking.istio.io/example-routing created")
                .as("the webhook has read it")
                .contains("using deprecated setting \"mirrorPercent\"");
        assertThat(tutorial.apply("experiment")).contains("experiment.iter8.tools/mirroring created");

        assertThat(tutorial.describe(bed.kubectl("get", "experiment", "mirroring", "-o", "yaml"))
                        .out())
                .contains(
                        "Experiment name: mirroring", "Experiment namespace: default", "Testing pattern: Conformance");
        assertThat(bed.kubectl("get", "experiments")).containsPattern("mirroring +Conformance +default/sample-app");
        assertThat(bed.kubectl(
                        "get",
                        "ksvc",
                        "sample-app",
                        "-o",
                        "jsonpath={.spec.template.metadata.name} {.spec.traffic[0].percent}"))
                .isEqualTo("sample-app-v2 100");
    }

    @Test
    void aShareOfMoreThanAllIsRefusedByIstiodsWebhook() {
        tutorial.write(
                "routing-rules",
                SampleApp.routingRules().replace("mirrorPercent: 40", "mirrorPercentage: {value: 140}"));

        Bed.Said refused = tutorial.tryToApply("routing-rules");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("admission webhook \"validation.istio.io\" denied the request")
                .contains("mirror_percentage must have a max value of 100");
    }

    /** Which is why docs/iter8.md says so: here they are taken, and told. */
    @Test
    void aLimitThatIsADecimalWithoutQuotesIsRefusedByTheClusterOnly() {
        tutorial.write("experiment", SampleApp.experiment().replace("\"0.01\"", "0.01"));

        Bed.Said refused = tutorial.tryToApply("experiment");
        Bed.Said described = tutorial.describe();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("spec.criteria.objectives[2].upperLimit");
        assertThat(described.out()).contains("Experiment name: mirroring");
    }

    /** Without Knative's controllers it says nothing of itself, with them that there is no such image. */
    @Test
    void aServiceThatIsNotReadyIsToldBeforeAnythingIsBegun() {
        tutorial.write("service", SampleApp.service().replaceAll("demo:(blue|green)", "demo:absent"));
        tutorial.apply("service");
        tutorial.apply("routing-rules");

        GateProcess checked = tutorial.gate("check");
        GateProcess run = tutorial.gate("run", "spec.requires.within=2s");

        assertThat(checked.exit()).as(checked.said()).isEqualTo(4);
        assertThat(checked.said()).contains("sample-app");
        assertThat(run.exit()).as(run.said()).isEqualTo(4);
        assertThat(run.lastLine()).contains("cause=never-ready");
    }
}
