package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Iter8's local command lines, with a metrics server on the wire; its false passes are those of the reference, part C. */
@Timeout(60)
class Iter8LocalTest {
    private static final String ALL = "completed,nofailure,slos";

    private final Prometheus prometheus = new Prometheus();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        prometheus.close();
    }

    @Test
    void goodDataIsJudged() {
        prometheus.serve(1000, 1000);
        Typed launched = launch();
        assertThat(launched.code()).as(launched.err()).isZero();
        prometheus.serve(500, 0);

        Typed run = typed("run", "--reuseResult");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(asserted(ALL).code()).isZero();
        assertThat(typed("report").out())
                .contains("  istio/error-rate <= 0     |true\n", "  istio/latency-mean <= 100 |true\n")
                .contains("  istio/request-count              |500.00\n", "  istio/latency-mean               |20.00\n")
                .contains("500 requests to httpbin-v2 from ", ", 0 of them errors, by reporter destination");
    }

    @Test
    void aBreachIsNotSatisfied() {
        good(1000, 1);

        Typed asserted = asserted(ALL);

        assertThat(asserted.code()).isEqualTo(1);
        assertThat(asserted.err())
                .contains(
                        "not all conditions were satisfied",
                        "slos: istio/error-rate <= 0: 0.1 % of 1,000 requests (1 error)");
        assertThat(asserted("completed,nofailure").code()).isZero();
        assertThat(asserted("COMPLETED", "-c", "noFailure").code()).isZero();
    }

    @Test
    void allZerosWithoutTrafficIsNotSatisfied() {
        good(0, 0);

        assertThat(asserted(ALL).code()).isEqualTo(1);
        assertThat(asserted("slos").err()).contains("no requests");
        assertThat(asserted("completed,nofailure").code()).isZero();
    }

    @Test
    void aBreachedObjectiveOfZeroRequestsIsSaidInTheReport() {
        good(0, 0);

        assertThat(typed("report").out())
                .contains("istio/error-rate <= 0     |false", "istio/error-rate                 |unavailable")
                .contains("no requests to httpbin-v2 from ", "so there is no evidence");
    }

    /** Each row of part C in which Iter8 passed, lost its result, took an error's body for data, or said too little. */
    static Stream<Arguments> answersThatAreNoEvidence() {
        return Stream.of(
                Arguments.of("an empty result vector", answering(200, Prometheus.vector()), "no series"),
                Arguments.of("NaN everywhere", distorting("NaN"), "NaN"),
                Arguments.of("infinity", distorting("+Inf"), "+Inf"),
                Arguments.of(
                        "HTTP 400 with a JSON error",
                        answering(
                                400,
                                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter\"}"),
                        "invalid parameter"),
                Arguments.of("HTTP 500 with a data body", failing(500), "500"),
                Arguments.of("an HTML 500", answering(500, "<html>Internal Server Error</html>"), "500"),
                Arguments.of("a 404", answering(404, "404 page not found"), "404"),
                Arguments.of("garbage", answering(200, "0\u0000garbage"), "not JSON"),
                Arguments.of("nothing", answering(200, ""), "empty"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatAreNoEvidence")
    void isATroubleOfTheFirstLoopAndNeverSatisfied(String name, Change change, String reason) throws IOException {
        launch();
        prometheus.serve(500, 0);
        change.of(prometheus);

        Typed run = typed("run");

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
        assertNothingIsSatisfied(reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatAreNoEvidence")
    void inASecondLoopAfterAGoodOneIsNoPassOnAStaleValue(String name, Change change, String reason) throws IOException {
        good(500, 0);
        assertThat(asserted(ALL).code()).isZero();
        change.of(prometheus);

        Typed run = typed("run", "--reuseResult");

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertNothingIsSatisfied(reason);

        prometheus.heal();
        assertThat(typed("run", "--reuseResult").code()).isZero();
        assertThat(asserted(ALL).code()).isZero();
    }

    private void assertNothingIsSatisfied(String reason) throws IOException {
        assertThat(Files.size(folder.resolve("result.yaml"))).isPositive();
        for (String conditions : List.of(ALL, "nofailure", "slos")) {
            Typed asserted = asserted(conditions);
            assertThat(asserted.code()).as(conditions).isEqualTo(1);
            assertThat(asserted.err()).contains(reason);
        }
        assertThat(asserted("completed").code()).isZero();
        assertThat(typed("report").out())
                .contains("No task failures: false", "istio/error-rate <= 0     |false")
                .contains("istio/latency-mean <= 100 |false", "istio/request-count              |unavailable");
    }

    @Test
    void aRefusedConnectionIsNeverSatisfied() throws IOException {
        prometheus.close();

        Typed launched = launch();

        assertThat(launched.code()).isEqualTo(2);
        assertNothingIsSatisfied("Connection refused");
    }

    /** There -c completed ended with 1 from the second loop on. */
    @Test
    void aSecondLoopIsCompletedToo() {
        good(500, 0);
        prometheus.serve(500, 0);

        typed("run", "--reuseResult");

        assertThat(asserted(ALL).code()).isZero();
        assertThat(typed("report").out()).contains("Number of completed tasks: 2", "|1000.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "failure: fal", "insights: {"})
    void aResultThatWasCutOffIsNotWithoutFailure(String left) throws IOException {
        good(500, 0);
        Files.writeString(folder.resolve("result.yaml"), left);

        assertThat(asserted("nofailure").code()).isEqualTo(1);
        assertThat(asserted(ALL).code()).isEqualTo(1);
        assertThat(typed("report").code()).isIn(0, 3);
        assertThat(typed("run", "--reuseResult").code()).isEqualTo(3);
    }

    /** The window [0s] at once after a launch is refused by Prometheus, and all metrics were missing. */
    @Test
    void theFirstLoopAtOnceAfterTheLaunchHasNoTrouble() {
        prometheus.serve(100, 0);

        assertThat(launch().code()).isZero();

        assertThat(asserted("completed,nofailure").code()).isZero();
        assertThat(asserted("slos").code()).isEqualTo(1);
    }

    @Test
    void loadGeneratorsAreRefusedSoThatAClosedPortCannotPass() {
        Typed launched = typed("launch", "-c", "load-test-http", "--set", "url=http://127.0.0.1:1");

        assertThat(launched.code()).isEqualTo(3);
        assertThat(launched.err()).contains("sends requests of its own", "launch slo-validation-istio");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void withoutSlosNothingIsSatisfied() {
        launch("--set", "SLOs.istio/error-rate=null", "--set", "SLOs.istio/latency-mean=null");
        prometheus.serve(10, 0);
        typed("run", "--reuseResult");

        assertThat(asserted("completed,nofailure").code()).isZero();
        Typed asserted = asserted(ALL);
        assertThat(asserted.code()).isEqualTo(1);
        assertThat(asserted.err()).contains("there are no SLOs, so there is nothing that could be satisfied");
    }

    @Test
    void beforeAnyLoopNothingIsSatisfiedAndTheTimeOutIsKept() {
        assertThat(launch("--dry").code()).isZero();
        List<Duration> pauses = new ArrayList<>();
        Stopwatch stopwatch = new Stopwatch() {
            private Duration elapsed = Duration.ofHours(1);

            @Override
            public Duration elapsed() {
                return elapsed;
            }

            @Override
            public void pause(Duration time) {
                pauses.add(time);
                elapsed = elapsed.plus(time);
            }
        };

        Typed asserted = Typed.on(
                Map.of(),
                Signals.none(),
                stopwatch,
                "assert",
                "-c",
                "nofailure",
                "--timeout",
                "4.5s",
                "--runDir",
                folder.toString());

        assertThat(asserted.code()).isEqualTo(1);
        assertThat(asserted.err()).contains("nofailure: the experiment has no result yet");
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMillis(4500));
    }

    @Test
    void dryWritesWhatWouldBeRunAndGenDoesTheSame() throws IOException {
        launch("--dry");
        String experiment = Files.readString(folder.resolve("experiment.yaml"));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("experiment.yaml", "istio.metrics.yaml");

        assertThat(chart("gen").code()).isZero();

        assertThat(Files.readString(folder.resolve("experiment.yaml"))).isEqualTo(experiment);
        prometheus.serve(3, 0);
        assertThat(typed("run").code()).isZero();
    }

    @Test
    void somebodyElsesExperimentIsNotOverwritten() throws IOException {
        Path other = Files.writeString(folder.resolve("experiment.yaml"), "kind: MirrorExperiment\n");

        assertThat(launch().code()).isEqualTo(3);
        assertThat(chart("gen").code()).isEqualTo(3);

        assertThat(Files.readString(other)).isEqualTo("kind: MirrorExperiment\n");
    }

    @Test
    void reportsComeInThreeForms() throws IOException {
        good(500, 0);

        assertThat(typed("report", "-o", "html").out())
                .startsWith("<!DOCTYPE html>")
                .contains("All SLOs are satisfied");
        assertThat(new ObjectMapper()
                        .readTree(typed("report", "-o", "json").out())
                        .at("/slosSatisfied")
                        .asBoolean())
                .isTrue();
        assertThat(typed("report", "--outputFormat", "TEXT").out())
                .isEqualTo(typed("report").out());
        assertThat(typed("report", "-o", "yaml").code()).isEqualTo(3);
    }

    @Test
    void flagsOfDownloadsAreTakenAndOtherFoldersOfChartsRefused() {
        assertThat(launch("--noDownload", "--chartsParentDir", ".", "-l", "debug")
                        .err())
                .contains("--chartsParentDir has no effect");
        assertThat(launch(
                                "--noDownload=false",
                                "--remoteFolderURL",
                                "github.com/iter8-tools/iter8.git?ref=v0.10.25//charts")
                        .code())
                .isZero();

        Typed foreign = launch("--remoteFolderURL", "github.com/somebody/charts.git");

        assertThat(foreign.code()).isEqualTo(3);
        assertThat(foreign.err()).contains("charts are not rendered");
        assertThat(Typed.on(folder, "hub").err()).contains("nothing is downloaded");
        assertThat(Typed.on(folder, "version").out()).startsWith("mirror-experiment ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert",
                "assert -c done",
                "assert -c completed --timeout soon",
                "assert -c completed --timeout -1s",
                "launch",
                "launch -c slo-validation-istio --set",
                "iter8 run --runDir none",
                "iter8 report --runDir none",
                "iter8 abort",
            })
    void usageMistakesEndWithThree(String words) {
        Typed typed = Typed.on(folder, words.split(" "));

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    /** Our own commands of these names stay what they are. */
    @Test
    void runAndReportAreOursUnlessTheirWordsSayOtherwise() throws IOException {
        assertThat(Typed.on(folder, "run", "missing.yaml").err()).contains("missing.yaml");
        assertThat(Iter8Words.told(new String[] {"run", "spec.yaml"}, folder)).containsExactly("run", "spec.yaml");
        assertThat(Iter8Words.told(new String[] {"run"}, folder)).containsExactly("run");

        Files.writeString(folder.resolve("experiment.yaml"), "[]");

        assertThat(Iter8Words.told(new String[] {"run"}, folder)).containsExactly("iter8", "run");
        assertThat(Iter8Words.told(new String[] {"report", "-o", "json"}, folder))
                .containsExactly("iter8", "report", "-o", "json");
        assertThat(Iter8Words.told(new String[] {"report", "default.a.1", "-o", "json"}, folder))
                .containsExactly("report", "default.a.1", "-o", "json");
        assertThat(Iter8Words.told(new String[] {"run", "--reuseResult"}, folder.resolve("none")))
                .containsExactly("iter8", "run", "--reuseResult");
    }

    private void good(long requests, long errors) {
        assertThat(launch().code()).isZero();
        prometheus.serve(requests, errors);
        assertThat(typed("run", "--reuseResult").code()).isZero();
    }

    private Typed launch(String... more) {
        return chart("launch", more);
    }

    private Typed chart(String command, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "-c", "slo-validation-istio", "--runDir", folder.toString()));
        for (String value : List.of(
                "reporter=destination",
                "providerURL=" + prometheus.url() + "/api/v1/query",
                "versionInfo.destination_workload=httpbin-v2",
                "versionInfo.destination_workload_namespace=default",
                "SLOs.istio/error-rate=0",
                "SLOs.istio/latency-mean=100")) {
            words.addAll(List.of("--set", value));
        }
        words.addAll(List.of(more));
        return Typed.on(folder, words.toArray(String[]::new));
    }

    private Typed typed(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--runDir", folder.toString()));
        words.addAll(List.of(more));
        return Typed.on(folder, words.toArray(String[]::new));
    }

    private Typed asserted(String conditions, String... more) {
        List<String> words = new ArrayList<>(List.of("-c", conditions));
        words.addAll(List.of(more));
        return typed("assert", words.toArray(String[]::new));
    }

    /** What a metrics server does from now on. */
    interface Change {
        void of(Prometheus prometheus);
    }

    private static Change answering(int status, String body) {
        return prometheus -> prometheus.say(status, body);
    }

    private static Change distorting(String value) {
        return prometheus -> prometheus.distort(value);
    }

    private static Change failing(int status) {
        return prometheus -> prometheus.failWithData(status);
    }
}
