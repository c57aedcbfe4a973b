package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our Tasks and samples under Tekton's own types, read strictly and validated as Tekton's webhook does. */
@Timeout(1800)
class TektonTypesRealTest {
    private final String validate = Bed.built("tkvalidate").toString();

    @Test
    void everyTektonObjectIsValid() throws IOException {
        List<String> words;
        try (Stream<Path> files = Files.walk(Path.of("tekton"))) {
            words = Stream.concat(
                            Stream.of(validate),
                            files.map(Path::toString)
                                    .filter(file -> file.endsWith(".yaml"))
                                    .sorted())
                    .toList();
        }

        Said said = Said.of(words, 60);

        assertThat(said.status()).as(said.all()).isZero();
        assertThat(said.out())
                .contains(": Task: valid\n", ": TaskRun: valid\n", ": Pipeline: valid\n", ": PipelineRun: valid\n")
                .contains("customrun.yaml, document 1: CustomRun: valid\n");
    }

    /** The statuses that the controller gives; read strictly, so that each field is one of Tekton's. */
    @Test
    void everyStatusOfACustomRunIsMadeOfTektonsFields() throws IOException {
        Path statuses = Path.of("src/test/resources/io/mirrorexperiment/controller/customrun");
        List<String> words;
        try (Stream<Path> files = Files.list(statuses)) {
            words = Stream.concat(Stream.of(validate), files.map(Path::toString).sorted())
                    .toList();
        }

        Said said = Said.of(words, 60);

        assertThat(said.status()).as(said.all()).isZero();
        assertThat(said.out().lines()).hasSize(words.size() - 1);
    }

    @Test
    void aFieldThatTektonDoesNotHaveIsFoundInAStatus(@TempDir Path folder) throws IOException {
        String text = Files.readString(
                Path.of("src/test/resources/io/mirrorexperiment/controller/customrun/promoted.yaml"));
        Path run = Files.writeString(folder.resolve("run.yaml"), text.replace("  completionTime:", "  completedAt:"));

        Said said = Said.of(List.of(validate, run.toString()), 60);

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).contains("completedAt");
    }

    @Test
    void aParameterThatIsNotDeclaredIsFound(@TempDir Path folder) throws IOException {
        String text = Files.readString(TaskScript.GATE).replace("$(params.extend)", "$(params.extended)");
        Path task = Files.writeString(folder.resolve("task.yaml"), text);

        Said said = Said.of(List.of(validate, task.toString()), 60);

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).contains("params.extended");
    }
}
