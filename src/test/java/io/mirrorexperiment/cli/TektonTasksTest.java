package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Tekton Tasks are made of; {@link TektonScriptsRealTest} runs them. */
class TektonTasksTest {
    @Test
    void noParameterIsPartOfAScript() throws IOException {
        List<JsonNode> scripts = scripts();

        assertThat(scripts).hasSizeGreaterThan(3);
        assertThat(scripts).allSatisfy(script -> assertThat(script.asText())
                .startsWith("#!/bin/sh\n")
                .doesNotContain("$(params", "$(workspaces", "$(context", "$(results", "$(tasks"));
    }

    private static List<JsonNode> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("tekton"))) {
            List<Path> yaml =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            List<JsonNode> scripts = new ArrayList<>();
            for (Path file : yaml) {
                for (JsonNode document : new YAMLMapper()
                        .readerFor(JsonNode.class)
                        .<JsonNode>readValues(file.toFile())
                        .readAll()) {
                    scripts.addAll(document.findValues("script"));
                }
            }
            return scripts;
        }
    }

    @Test
    void theirStepsHaveNoRightsOnTheNode() throws IOException {
        for (Path task : TaskScript.ALL) {
            JsonNode security = TaskScript.read(task).at("/spec/stepTemplate/securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        }
    }

    @Test
    void theirPodsGetNoSidecar() throws IOException {
        for (Path task : TaskScript.ALL) {
            assertThat(TaskScript.read(task)
                            .at("/metadata/labels/sidecar.istio.io~1inject")
                            .asText())
                    .as(task.toString())
                    .isEqualTo("false");
        }
    }

    @Test
    void theStepsOfTheFirstSampleRunWherePodSecurityIsRestricted() throws IOException {
        List<JsonNode> tasks = new ArrayList<>();
        TaskScript.read(Path.of("tekton/task/mirror-experiment/0.1/samples/pipeline.yaml"))
                .at("/spec/tasks")
                .forEach(tasks::add);

        assertThat(tasks).filteredOn(task -> task.has("taskSpec")).hasSize(2).allSatisfy(task -> assertThat(
                        task.at("/taskSpec/stepTemplate/securityContext"))
                .isEqualTo(TaskScript.read(TaskScript.GATE).at("/spec/stepTemplate/securityContext")));
    }
}
