package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.spec.iter8.Iter8Data;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every file of Iter8's that we have, and what it comes to: its objects are read, and a run can follow them, or why not. */
class Iter8FilesTest {
    private static final String YES = "yes";
    private static final String CANARY = "testingPattern: is Canary, which shifts live traffic";
    private static final String TASKS = "a list of tasks, an experiment of Iter8's later command line";
    private static final String LATER = "only an experiment of Iter8's later command line";
    private static final String NO_OBJECT = "only an object without a kind";
    private static final String NO_EXPERIMENT = "there is no Experiment";
    private static final String TEXT = "is no object but text";
    private static final String NO_YAML = "this is not YAML";

    private record End(String file, String objects, String run) {
        private End(String file, String both) {
            this(file, both, both);
        }
    }

    private static final List<End> ENDS = List.of(
            new End("README.md", TEXT),
            new End("etc3/config/crd/bases/iter8.tools_experiments.yaml", "only CustomResourceDefinition"),
            new End("etc3/config/crd/bases/iter8.tools_metrics.yaml", "only CustomResourceDefinition"),
            new End("etc3/test/data/invalid1.yaml", "spec.params: must be a list"),
            new End("etc3/test/data/invalid2.yaml", "spec.type: unknown word 'invalid'; allowed: Counter, Gauge"),
            new End("etc3/test/data/invalid3.yaml", "spec.params: must be a list"),
            new End("iter8-0d3d515e/charts/slo-validation-istio/values.yaml", NO_OBJECT),
            new End(
                    "iter8-analytics/iter8_analytics/tests/unit/v2/data/prom_responses/prometheus_sample_no_response.json",
                    NO_OBJECT),
            new End(
                    "iter8-analytics/iter8_analytics/tests/unit/v2/data/prom_responses/prometheus_sample_response.json",
                    NO_OBJECT),
            new End("iter8-v0.10.25/testdata/assertinputs/experiment.yaml", TASKS),
            new End("iter8-v0.10.25/testdata/assertinputs/result.yaml", NO_OBJECT),
            new End("iter8-v0.10.25/testdata/assertinputsfail/experiment.yaml", TASKS),
            new End("iter8-v0.10.25/testdata/assertinputsfail/result.yaml", NO_OBJECT),
            new End("iter8-v0.10.25/testdata/experiment_db.yaml", TASKS),
            new End("iter8-v0.13.18/testdata/assertinputs/experiment.yaml", LATER),
            new End("iter8-v0.13.18/testdata/assertinputs/experimentWithLowerSLOs.yaml", LATER),
            new End("iter8-v0.13.18/testdata/assertinputsfail/experiment.yaml", LATER),
            new End("iter8-v0.13.18/testdata/experiment_db.yaml", LATER),
            new End("iter8-v0.4.4/samples/knative/mirroring/experiment.yaml", YES),
            new End("iter8-v0.4.4/samples/knative/quickstart/metrics.yaml", YES, NO_EXPERIMENT),
            new End("iter8-v0.6.0/install/builtin-metrics/metrics.yaml", YES, NO_EXPERIMENT),
            new End("iter8-v0.6.0/samples/istio/conformance/experiment.yaml", YES),
            new End(
                    "iter8-v0.6.0/samples/istio/quickstart/experiment.yaml",
                    YES,
                    "actions.finish[0].task: is 'common/exec'"),
            new End("iter8-v0.6.0/samples/istio/quickstart/metrics.yaml", YES, NO_EXPERIMENT),
            new End("iter8-v0.6.0/samples/knative/mirroring/curl.yaml", "only Job curl"),
            new End("iter8-v0.6.0/samples/knative/mirroring/experiment.yaml", YES),
            new End("iter8-v0.6.0/samples/knative/mirroring/header-match.yaml", "only VirtualService header-match"),
            new End(
                    "iter8-v0.6.0/samples/knative/mirroring/routing-rules.yaml",
                    "only VirtualService example-mirroring"),
            new End("iter8-v0.6.0/samples/knative/mirroring/service.yaml", "only Service sample-app"),
            new End("iter8-v0.6.0/samples/knative/quickstart/metrics.yaml", YES, NO_EXPERIMENT),
            new End("iter8ctl/testdata/experiment1.out", NO_YAML),
            new End("iter8ctl/testdata/experiment1.yaml", YES, "spec.versionInfo: is missing"),
            new End("iter8ctl/testdata/experiment11.out", NO_YAML),
            new End("iter8ctl/testdata/experiment11.yaml", YES),
            new End("iter8ctl/testdata/experiment3.out", NO_YAML),
            new End("iter8ctl/testdata/experiment3.yaml", YES, CANARY),
            new End("iter8ctl/testdata/experiment5.out", NO_YAML),
            new End("iter8ctl/testdata/experiment5.yaml", YES, CANARY),
            new End("iter8ctl/testdata/experiment7.out", NO_YAML),
            new End("iter8ctl/testdata/experiment7.yaml", YES, CANARY),
            new End("iter8ctl/testdata/experiment9.out", NO_YAML),
            new End("iter8ctl/testdata/experiment9.yaml", YES, CANARY));

    @Test
    void everyFileIsReadOrRefusedForTheRightReason() {
        Iter8Reader reader = new Iter8Reader("default");

        assertThat(ENDS).allSatisfy(end -> {
            byte[] text = bytes(Iter8Data.path(end.file()));
            assertThat(words(reader.objects(text))).as(end.file()).contains(end.objects());
            assertThat(words(reader.spec(text))).as(end.file()).contains(end.run());
        });
    }

    @Test
    void noFileIsPassedOver() {
        Path root = Iter8Data.path("").toAbsolutePath().normalize();
        TreeMap<String, End> expected = new TreeMap<>();
        ENDS.forEach(end -> expected.put(end.file(), end));

        assertThat(Iter8Data.files("", "").stream()
                        .map(file -> root.relativize(file.toAbsolutePath().normalize())
                                .toString()))
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    private static String words(Iter8Result<?> result) {
        return result instanceof Iter8Result.Invalid<?> invalid
                ? invalid.mistakes().toString()
                : YES;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
