package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of docs/ci.md, copied as a reader copies them. The program in them is a script that ends as it is told and writes down its words. */
class RecipesTest {
    private static final Path PAGE = Path.of("docs/ci.md");

    private static final String PROGRAM = """
            #!/bin/sh
            echo "$*" >> words
            case $1 in
                run) printf '{\\n  "run" : "default.reviews-v2.7",\\n}\\n' > gate.json; exit "$CODE" ;;
                list) cat listed ;;
                report) echo "the report of $2" ;;
                abort) exit 130 ;;
            esac
            """;

    private static final String LISTED = """
            default.reviews-v2.6                      ended                 promoted      objectives-met
            default.reviews-v2.7                      looking               -             -
            default.reviews-v21.1                     looking               -             -
            """;

    @TempDir
    Path folder = Path.of("");

    private record Ended(int code, String said) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 130})
    void theShellKnowsEveryExitCodeAndPassesItOn(int code) throws IOException, InterruptedException {
        Ended ended = shell(fenced("sh").get(0), code);

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.said()).isNotBlank().doesNotContain("could not be run");
    }

    @Test
    void theShellTellsAProgramThatIsNotThereFromAVerdict() throws IOException, InterruptedException {
        Ended ended = shell(fenced("sh").get(0), 127);

        assertThat(ended.code()).isEqualTo(127);
        assertThat(ended.said()).contains("could not be run");
    }

    @Test
    void cleaningUpEndsTheRunsOfTheNameThatHaveNotEndedAndNoOthers() throws IOException, InterruptedException {
        Ended ended = shell(fenced("sh").get(1), 0);

        assertThat(ended.code()).isZero();
        assertThat(words("abort"))
                .containsExactly("abort default.reviews-v2.7 --journal cluster --namespace default --plain");
    }

    @Test
    void githubShowsTheReportAndCleansUpAlsoAfterAFailure() throws IOException, InterruptedException {
        JsonNode gate = workflow(0).at("/jobs/gate");
        assertThat(workflow(0).path("jobs").path("release").path("needs").asText())
                .isEqualTo("gate");
        assertThat(shell(step(gate, "gate").path("run").asText(), 1).code()).isEqualTo(1);

        assertThat(step(gate, "summary").path("if").asText()).isEqualTo("always()");
        assertThat(shell(step(gate, "summary").path("run").asText(), 0).code()).isZero();
        assertThat(folder.resolve("summary")).content().contains("the report of default.reviews-v2.7");

        assertThat(step(gate, "clean up").path("if").asText()).isEqualTo("cancelled() || failure()");
        assertThat(shell(step(gate, "clean up").path("run").asText(), 0).code()).isZero();
        assertThat(words("abort")).hasSize(1);
    }

    @Test
    void gitlabKeepsTheResultsAlsoOfAFailedGateAndPassesItsCodeOn() throws IOException, InterruptedException {
        JsonNode gate = workflow(1).path("gate");

        assertThat(shell(gate.at("/script/0").asText(), 2).code()).isEqualTo(2);
        assertThat(gate.at("/allow_failure/exit_codes/0").asInt()).isEqualTo(2);
        assertThat(gate.at("/artifacts/when").asText()).isEqualTo("always");
        assertThat(gate.at("/artifacts/reports/junit").asText()).isEqualTo("gate.xml");
        assertThat(words("run")).allSatisfy(line -> assertThat(line).contains("--junit gate.xml"));
        assertThat(workflow(1).path("stages"))
                .extracting(JsonNode::asText)
                .contains(
                        gate.path("stage").asText(),
                        workflow(1).at("/release/stage").asText());
    }

    @Test
    void everyFlagOfTheRecipesIsOneOfTheProgram() throws IOException {
        Pattern line = Pattern.compile("mirror-experiment (run|list|report|abort) ([^|;}`]*)");
        List<MatchResult> lines = line.matcher(Files.readString(PAGE)).results().toList();

        assertThat(lines).hasSizeGreaterThan(6);
        for (MatchResult found : lines) {
            var command = Objects.requireNonNull(
                    Main.commandLine(Host.ofThisProcess()).getSubcommands().get(found.group(1)), found.group(1));
            assertThat(Pattern.compile("--[a-z-]+")
                            .matcher(found.group(2))
                            .results()
                            .map(MatchResult::group))
                    .allSatisfy(flag ->
                            assertThat(command.getCommandSpec().optionsMap()).containsKey(flag));
        }
    }

    /** The command lines that the program was called with and that begin so. */
    private List<String> words(String beginning) throws IOException {
        return Files.readAllLines(folder.resolve("words")).stream()
                .filter(line -> line.startsWith(beginning + " "))
                .toList();
    }

    private static JsonNode step(JsonNode job, String name) {
        for (JsonNode step : job.path("steps")) {
            if (step.path("name").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step is called " + name);
    }

    private static JsonNode workflow(int number) throws IOException {
        return new YAMLMapper().readTree(fenced("yaml").get(number));
    }

    private static List<String> fenced(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.toList());
    }

    private Ended shell(String script, int code) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("listed"), LISTED);
        Path program = Files.writeString(folder.resolve("mirror-experiment"), PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = new ProcessBuilder("sh", "-eu", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "CODE",
                        Integer.toString(code),
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "NAMESPACE",
                        "default",
                        "NAME",
                        "reviews-v2",
                        "GITHUB_STEP_SUMMARY",
                        folder.resolve("summary").toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), said);
    }
}
