package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, imge: example/reviews:2.0}
              mirror: {percent: 140}
              metrics: {prometheus: {url: "http://127.0.0.1:1"}}
              objectives: [{metric: error-rate, upperLimit: 0.01}]
            """;

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: gone, cluster: {server: "http://127.0.0.1:1"}}]
            contexts: [{name: gone, context: {cluster: gone}}]
            current-context: gone
            """;

    @TempDir
    Path home = Path.of("");

    static Stream<String> commands() {
        return Main.commandLine(Host.ofThisProcess()).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpTeachesByExample(String command) {
        Typed help = Typed.on(home, command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Examples:")
                .containsPattern("\n.*mirror-experiment " + command.replace("runs", "list"));
        assertThat(help.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    @Test
    void theVersionAndTheHelpNeedNothing() {
        assertThat(Typed.on(home, "--version").out()).startsWith("mirror-experiment ");
        assertThat(Typed.on(home, "--help").out()).contains("demo", "Exit codes:", "130");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rnu",
                "run",
                "run a b",
                "status",
                "status not-a-run",
                "demo --scenario none",
                "demo --speed 0",
                "demo --dark nonsense",
                "demo --interval soon",
                "completion fish",
                "run missing.yaml",
                "report x -o yaml",
                "demo --percent 0",
                "demo --qps -1",
                "demo --dark errors=2"
            })
    void usageMistakesEndWithThreeAndAreSaidInWords(String words) {
        Typed typed = Typed.on(home, words.split(" "));

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).isNotBlank().doesNotContain("Exception", "\tat ");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void allMistakesOfASpecAreToldWithFileLineAndColumn() throws IOException {
        Path spec = Files.writeString(home.resolve("spec.yaml"), SPEC);

        Typed typed = Typed.on(home, "run", spec.toString(), "--set", "spec.promotion=maybe");

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err())
                .contains("--set: spec.promotion: ")
                .containsPattern("spec\\.yaml:7:\\d+: spec\\.dark\\.imge: ")
                .containsPattern("spec\\.yaml:8:\\d+: spec\\.mirror\\.percent: ")
                .contains("nothing was touched");
    }

    @Test
    void withoutAClusterNothingIsChangedAndFourIsReturned() throws IOException {
        Path spec = Files.writeString(
                home.resolve("spec.yaml"), SPEC.replace("imge", "image").replace("140", "40"));
        Path nowhere = Files.writeString(home.resolve("config"), KUBECONFIG);

        for (List<String> words : List.of(
                List.of("run", spec.toString(), "--kubeconfig", nowhere.toString()),
                List.of("plan", spec.toString(), "--kubeconfig", nowhere.toString()),
                List.of("check", spec.toString(), "--kubeconfig", nowhere.toString()),
                List.of("reap", "--kubeconfig", nowhere.toString()),
                List.of("restore", "reviews", "--kubeconfig", nowhere.toString()),
                List.of("run", spec.toString(), "--kubeconfig", nowhere.toString(), "--context", "other"),
                List.of(
                        "run",
                        spec.toString(),
                        "--kubeconfig",
                        home.resolve("none").toString()))) {
            Typed typed = Typed.on(home, words.toArray(String[]::new));
            assertThat(typed.code()).as(words + "\n" + typed.err()).isEqualTo(4);
            assertThat(typed.err() + typed.out())
                    .doesNotContain("Exception", "\tat ")
                    .isNotBlank();
        }
    }

    @Test
    void aNamespaceThatTheSpecContradictsIsRefused() throws IOException {
        Path spec = Files.writeString(
                home.resolve("spec.yaml"),
                SPEC.replace("imge", "image")
                        .replace("140", "40")
                        .replace("{name: reviews-v2}", "{name: a, namespace: b}"));
        Path config = Files.writeString(home.resolve("config"), KUBECONFIG);

        Typed typed = Typed.on(home, "plan", spec.toString(), "--kubeconfig", config.toString(), "-n", "c");

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).contains("says namespace b and --namespace says c");
    }

    @Test
    void theCompletionScriptKnowsEveryCommand() {
        Typed script = Typed.on(home, "completion", "bash");

        assertThat(script.code()).isZero();
        assertThat(commands().filter(command -> !command.equals("decide")))
                .allSatisfy(command -> assertThat(script.out()).contains(command));
    }

    @Test
    void anUnknownRunIsNotFoundWithoutACluster() {
        Typed typed = Typed.on(
                home,
                "status",
                "default.none.1",
                "--journal",
                "file",
                "--kubeconfig",
                home.resolve("no").toString());

        assertThat(typed.code()).isEqualTo(4);
        assertThat(typed.err()).contains("there is no run default.none.1");
        assertThat(Typed.on(home, "list").err()).contains("no runs are known");
    }
}
