package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.spec.iter8.Goal;
import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedReaderTest {
    private static final String HEAD = "apiVersion: iter8.tools/v2alpha2\nkind: Experiment\n";

    @Test
    void anObjectIsReadAsItIs() {
        ObservedExperiment experiment = only(HEAD + """
                metadata: {name: a, namespace: b, labels: {x: y}}
                spec:
                  target: b/c
                  strategy: {testingPattern: Conformance}
                  criteria: {objectives: [{metric: m, upperLimit: 10m, rollback_on_failure: true}], strength: {any: thing}}
                  versionInfo: {baseline: {name: v2}}
                status: {stage: Running, completedIterations: 2, unheardOf: [1, 2]}
                """);

        assertThat(experiment.name()).isEqualTo("a");
        assertThat(experiment.namespace()).isEqualTo("b");
        assertThat(experiment.target()).isEqualTo("b/c");
        assertThat(experiment.testingPattern()).isEqualTo("Conformance");
        assertThat(experiment.deploymentPattern()).isEmpty();
        assertThat(experiment.versions()).containsExactly("v2");
        assertThat(experiment.objectives())
                .containsExactly(new Goal("m", Optional.empty(), Optional.of(new BigDecimal("0.010"))));
        assertThat(experiment.status().stage()).contains("Running");
        assertThat(experiment.status().completedIterations()).isEqualTo(2);
    }

    @Test
    void nullIsNothing() {
        ObservedExperiment experiment =
                only(HEAD + "metadata: {name: a, creationTimestamp: null}\nspec: {criteria: null}\nstatus:\n");

        assertThat(experiment.namespace()).isEmpty();
        assertThat(experiment.objectives()).isEmpty();
        assertThat(experiment.status().completed()).isFalse();
    }

    @Test
    void conditionsHoldIfTheySayTrue() {
        ObservedExperiment experiment = only(
                HEAD
                        + "status: {conditions: [{type: Completed, status: \"True\"}, {type: Failed, status: Unknown}, {type: TargetAcquired, status: \"True\"}]}");

        assertThat(experiment.status().completed()).isTrue();
        assertThat(experiment.status().failed()).isFalse();
    }

    @Test
    void aListAndSeveralDocumentsGiveAllTheirExperiments() {
        String list = """
                {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": [
                    {"apiVersion": "iter8.tools/v2alpha2", "kind": "Experiment", "metadata": {"name": "one"}},
                    {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "other"}}]}
                ---
                apiVersion: iter8.tools/v2alpha2
                kind: Experiment
                metadata: {name: two}
                """;

        ObservedResult.Found found = (ObservedResult.Found) read(list);

        assertThat(found.experiments()).extracting(ObservedExperiment::name).containsExactly("one", "two");
        assertThat(found.leftOut()).containsExactly("ConfigMap other (line 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                            | line 1, column 1: there is no Experiment",
                "kind: Service                                 | only Service (line 1)",
                "hello                                         | is no object but text",
                "[1, 2]                                        | is no object but a list",
                "'kind: Experiment'                            | has no apiVersion; write apiVersion: iter8.tools/v2alpha2",
                "'{kind: Experiment, apiVersion: iter8.tools/v2beta1}' | apiVersion: is another version of Iter8's",
                "'{kind: Experiment, apiVersion: chaos/v1}'    | apiVersion: is none of Iter8's",
                "'{kind: List, items: 3}'                      | items: must be a list",
                "'a: b: c'                                     | this is not YAML",
            })
    void whatIsNoExperimentIsRefusedWithItsPlace(String text, String message) {
        assertThat(refused(text)).singleElement().satisfies(mistake -> assertThat(mistake.toString())
                .contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: {name: 7}                             | metadata.name: must be text",
                "spec: 3                                         | spec: must hold fields",
                "spec: {criteria: {objectives: {metric: x}}}     | spec.criteria.objectives: must be a list",
                "spec: {criteria: {objectives: [{upperLimit: much}]}} | spec.criteria.objectives[0].upperLimit: must be a quantity",
                "spec: {criteria: {rewards: [{metric: m}]}}      | spec.criteria.rewards[0].preferredDirection: is missing",
                "status: {completedIterations: few}              | status.completedIterations: must be a number",
                "status: {analysis: {versionAssessments: {data: {v: [maybe]}}}} | status.analysis.versionAssessments.data.v[0]: must be true or false",
                "status: {analysis: {aggregatedMetrics: {data: {m: {data: {v: {value: x}}}}}}} | data.m.data.v.value: must be a quantity",
                "status: {stage: a, stage: b}                    | status.stage: is there twice",
            })
    void aValueOfAWrongKindIsAMistakeWithPathAndLine(String field, String message) {
        assertThat(refused(HEAD + field)).singleElement().satisfies(mistake -> {
            assertThat(mistake.toString()).contains(message);
            assertThat(mistake.line()).isEqualTo(3);
        });
    }

    private static ObservedResult read(String text) {
        return ObservedReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObservedExperiment only(String text) {
        assertThat(read(text)).isInstanceOf(ObservedResult.Found.class);
        return ((ObservedResult.Found) read(text)).experiments().get(0);
    }

    private static List<Mistake> refused(String text) {
        assertThat(read(text)).isInstanceOf(ObservedResult.Unreadable.class);
        return ((ObservedResult.Unreadable) read(text)).mistakes();
    }
}
