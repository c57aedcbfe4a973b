package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.spec.iter8.Iter8Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DescribeCommandTest {
    private static final Path OURS = Path.of("src", "test", "resources", "describe");
    private static final String HEAD = """
            apiVersion: iter8.tools/v2alpha2
            kind: Experiment
            metadata: {name: mirroring, namespace: default}
            """;

    @TempDir
    Path home = Path.of("");

    /** Expected: what iter8ctl's own tests expect; what they expect of experiment1 is of an older file, with another namespace. */
    @Test
    void itersOwnExperimentsAreDescribedByteForByte() throws IOException {
        List<Path> experiments = Iter8Data.files("iter8ctl/testdata", ".yaml");

        for (Path experiment : experiments) {
            String expected = Files.readString(sibling(experiment));
            boolean stale = experiment.endsWith("experiment1.yaml");
            assertThat(Typed.on(home, "describe", experiment.toString()).out())
                    .as(experiment.toString())
                    .isEqualTo(stale ? expected.replace("kfserving-test", "default") : expected);
        }
        assertThat(Iter8Data.files("iter8ctl/testdata", ".out")).hasSameSizeAs(experiments);
    }

    static Stream<Path> ours() throws IOException {
        try (Stream<Path> files = Files.list(OURS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    /** Expected: what {@code describe} of iter8ctl 0.1.5 prints of the same files. */
    @ParameterizedTest
    @MethodSource("ours")
    void soAreExperimentsOfOurOwn(Path experiment) throws IOException {
        assertThat(Typed.on(home, "describe", experiment.toString()).out())
                .isEqualTo(Files.readString(sibling(experiment)));
    }

    @Test
    void noFileIsThereForNothing() throws IOException {
        try (Stream<Path> files = Files.list(OURS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".out")))
                    .allSatisfy(file -> assertThat(
                                    OURS.resolve(file.getFileName().toString().replace(".out", ".yaml")))
                            .exists())
                    .hasSize((int) ours().count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conformance-without-winner, 1, is over without a winner",
        "ab-with-rewards, 0, ''",
        "abn-running, 2, is not over yet",
        "canary-before-its-first-look, 2, is not over yet",
        "nothing-but-a-name, 2, is not over yet",
        "conformance-without-objectives, 2, has no objectives",
        "failed-in-its-first-action, 1, has failed",
    })
    void theExitCodeSaysWhatCameOfIt(String name, int code, String reason) {
        Typed typed = Typed.on(home, "describe", OURS.resolve(name + ".yaml").toString());

        assertThat(typed.code()).isEqualTo(code);
        assertThat(typed.err()).contains(reason);
        assertThat(typed.err().isEmpty()).isEqualTo(code == 0);
    }

    @Test
    void aWinnerThatMissesAnObjectiveHasNotWon() {
        Typed typed = Typed.reading(home, HEAD + """
                spec: {criteria: {objectives: [{metric: m, upperLimit: 1}]}, versionInfo: {baseline: {name: v}}}
                status:
                  conditions: [{type: Completed, status: "True"}]
                  analysis:
                    winnerAssessment: {data: {winnerFound: true, winner: v}}
                    versionAssessments: {data: {v: [false]}}
                """, "describe", "-");

        assertThat(typed.code()).isEqualTo(1);
    }

    /** iter8ctl marks the last version instead, whichever is best: its mark is set to a variable of a loop that goes on. */
    @Test
    void theBestRewardIsMarkedWhereverItStands() {
        Typed typed = Typed.reading(home, HEAD + """
                spec:
                  strategy: {testingPattern: A/B/N}
                  criteria: {rewards: [{metric: up, preferredDirection: High}, {metric: down, preferredDirection: Low}]}
                  versionInfo: {baseline: {name: v1}, candidates: [{name: v2}, {name: v3}]}
                status:
                  completedIterations: 1
                  analysis:
                    versionAssessments: {data: {}}
                    aggregatedMetrics:
                      data:
                        up: {data: {v1: {value: 1}, v2: {value: "2.0001"}, v3: {value: "2.0002"}}}
                        down: {data: {v1: {value: 5}, v2: {value: 5}}}
                """, "describe", "-");

        assertThat(typed.out()).contains("""
                        +---------------------+---------+-------+-------------+
                        |       REWARD        |   V1    |  V2   |     V3      |
                        +---------------------+---------+-------+-------------+
                        | up (higher better)  |   1.000 | 2.001 | 2.001 *     |
                        +---------------------+---------+-------+-------------+
                        | down (lower better) | 5.000 * | 5.000 | unavailable |
                        +---------------------+---------+-------+-------------+
                        """);
    }

    @Test
    void aListFromStandardInputIsDescribedOneByOneAndTheWorstCounts() throws IOException {
        String won = Files.readString(OURS.resolve("ab-with-rewards.yaml"));
        String lost = Files.readString(OURS.resolve("conformance-without-winner.yaml"));

        Typed typed =
                Typed.reading(home, won + "---\n" + lost + "---\nkind: Metric\nmetadata: {name: m}\n", "describe", "-");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
                .isEqualTo(Files.readString(OURS.resolve("ab-with-rewards.out"))
                        + Files.readString(OURS.resolve("conformance-without-winner.out")));
        assertThat(typed.err()).contains("left out: Metric m (line ");
    }

    @Test
    void aWholeClustersListIsNotTooLong() {
        String note = "metadata: {name: many, annotations: {note: \"" + "x".repeat(100_000) + "\"}}\n";
        String one = "---\n" + HEAD.lines().limit(2).map(line -> line + "\n").reduce("", String::concat) + note;

        Typed typed = Typed.reading(home, one.repeat(30), "describe", "-");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.out().lines().filter("Experiment name: many"::equals)).hasSize(30);
    }

    @Test
    void whatIsNoExperimentEndsWithThreeAndItsPlace() throws IOException {
        Path file = Files.writeString(home.resolve("x.yaml"), HEAD + "status: {completedIterations: many}\n");

        Typed wrong = Typed.on(home, "describe", file.toString());
        Typed none = Typed.on(home, "describe", home.resolve("none.yaml").toString());
        Typed folder = Typed.on(home, "describe", home.toString());
        Typed nothing = Typed.reading(home, "", "describe", "-");

        assertThat(List.of(wrong, none, folder, nothing))
                .allSatisfy(typed -> assertThat(typed.code()).isEqualTo(3))
                .allSatisfy(typed -> assertThat(typed.out()).isEmpty());
        assertThat(wrong.err()).contains("x.yaml:4:31: status.completedIterations: must be a number, not 'many'");
        assertThat(none.err()).contains("there is no file");
        assertThat(folder.err()).contains("it is a folder");
        assertThat(nothing.err()).contains("there is no Experiment of iter8.tools/v2alpha2 in it");
    }

    @Test
    void textOfTheObjectPlaysNoTricksOnTheTerminal() {
        Typed typed = Typed.reading(home, HEAD.replace("mirroring", "\"a\\e[31m\\u009bb\\n\""), "describe", "-");

        assertThat(typed.out()).contains("Experiment name: a [31m b ").doesNotContain("\u001b", "\u009b");
        assertThat(typed.err()).doesNotContain("\u001b", "\u009b");
    }

    private static Path sibling(Path experiment) {
        return experiment.resolveSibling(experiment.getFileName().toString().replace(".yaml", ".out"));
    }
}
