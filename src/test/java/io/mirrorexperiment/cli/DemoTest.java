package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole main job, over HTTP, with every ending. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class DemoTest {
    private static final Map<Scenario, String> CAUSES = Map.of(
            Scenario.GOOD, "objectives-met",
            Scenario.ERRORS, "objective-breached",
            Scenario.SLOW, "objective-breached",
            Scenario.SILENT, "no-evidence",
            Scenario.MIRROR_BROKEN, "mirror-not-flowing",
            Scenario.LIVE_HURT, "live-hurt",
            Scenario.NEVER_READY, "never-ready",
            Scenario.CONTAMINATED, "dark-contaminated",
            Scenario.KILLED, "objectives-met",
            Scenario.KNATIVE, "objectives-met");

    @TempDir
    Path state = Path.of("");

    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "TRAVELS")
    void everyScenarioEndsAsItIsMeantTo(Scenario scenario) {
        Typed demo = played("--scenario", scenario.toString());

        assertThat(demo.out()).contains("Looked at the cluster again: everything is as it was before");
        assertThat(demo.lastLine())
                .startsWith("mirror-experiment: verdict=")
                .contains("cause=" + CAUSES.get(scenario) + " ")
                .endsWith("exit=" + scenario.exitCode());
        assertThat(demo.code()).isEqualTo(scenario.exitCode());
    }

    @Test
    void tutorialsHaveTheirOwnMetrics() {
        Typed demo = Typed.on(state, "demo", "--scenario", "travels", "--metrics", "direct");

        assertThat(demo.code()).isEqualTo(3);
        assertThat(demo.err()).contains("--metrics direct is not for --scenario travels");
    }

    /** 570 error-free requests show at most 1 %, and the last look has at most 40 more. */
    @Test
    void endsAsSoonAsTheEvidenceSufficesAndDrawsIt() throws Exception {
        Path picture = state.resolve("evidence.svg");

        Typed demo = Typed.on(state, "demo", "--speed", "4", "--plain", "--svg", picture.toString());

        assertThat(demo.code()).as(demo.out()).isZero();
        assertThat(demo.out())
                .contains("error-rate ≤ 0.01: an error-free version needs 570 requests")
                .contains("evidence 1");
        assertThat(Files.readString(picture)).contains("CONFORMS, promoted", "100 : 1 reached after ");
    }

    @Test
    void byThePointRuleTheLastLookDecides() {
        Typed demo = played();

        assertThat(demo.code()).as(demo.out()).isZero();
        assertThat(demo.out()).contains("point rule: at the last of 15 looks", "are too few to decide");
    }

    /** As quick as can be: by the point rule few requests will do. */
    private Typed played(String... words) {
        List<String> all = new ArrayList<>(List.of("demo", "--speed", "10", "--plain", "--rule", "point"));
        all.addAll(List.of("--qps", "5", "--iterations", "15"));
        all.addAll(List.of(words));
        return Typed.on(state, all.toArray(String[]::new));
    }

    @Test
    void aDarkVersionThatFailsOneRequestInTwentyIsRolledBackAndJsonAloneIsOnStandardOutput() throws Exception {
        Typed demo = Typed.on(state, "demo", "--speed", "5", "--dark", "errors=0.05,latency=20ms+-5ms", "--json", "-");

        var report = new ObjectMapper().readTree(demo.out());
        assertThat(report.path("verdict").asText()).as(demo.err()).isEqualTo("violates");
        assertThat(report.path("outcome").asText()).isEqualTo("rolled-back");
        assertThat(demo.err()).contains("exit=1");
        assertThat(demo.code()).isEqualTo(1);
    }

    @Test
    void saysInWhatTheDarkVersionAnswersDifferently() throws Exception {
        Typed demo = played(
                "--dark",
                "errors=0.5,size=333,latency=20ms+-5ms",
                "--json",
                state.resolve("report.json").toString());

        var twins = new ObjectMapper()
                .readTree(state.resolve("report.json").toFile())
                .path("twins");
        var differences = twins.path("differences");
        assertThat(twins.path("pairs").path("count").asLong()).as(demo.out()).isGreaterThan(20);
        assertThat(twins.path("pairs").path("darkOnlyFailed").asLong()).isGreaterThan(5);
        assertThat(twins.path("pairs").path("liveOnlyFailed").asLong()).isZero();
        assertThat(differences.path("statuses").path(0).path("live").asText()).isEqualTo("2xx");
        assertThat(differences.path("statuses").path(0).path("dark").asText()).isEqualTo("5xx");
        assertThat(differences.path("sizesDiffer").asLong())
                .isEqualTo(twins.path("pairs").path("noneFailed").asLong());
        assertThat(differences.path("paths").path(0).path("path").asText()).isEqualTo("/reviews/*");
        assertThat(demo.out()).contains("Live requests and their mirrored twins", "GET /reviews/*:");
    }

    /** The Service's traffic first, then the domain's route. */
    @Test
    void iter8sTutorialIsPromotedWhereAFlagAsksForIt() {
        Typed demo = Typed.on(state, "demo", "--scenario", "knative", "--promote", "--speed", "10", "--plain");

        assertThat(demo.code()).as(demo.out()).isZero();
        assertThat(demo.out())
                .containsSubsequence(
                        "$ mirror-experiment run experiment.yaml --promotion auto",
                        "the Knative Service's traffic goes to the judged revision",
                        "the route leads to the promoted version",
                        "everything is as it was before, but for the promotion:",
                        "\"percent\":100,\"revisionName\":\"sample-app-v2\"",
                        "\"Knative-Serving-Revision\":\"sample-app-v2\"",
                        "Nothing is left of it.");
        assertThat(demo.lastLine()).contains("verdict=conforms outcome=promoted cause=objectives-met");
    }

    @Test
    void iter8sTutorialIsPlayedStepByStepAndCleanedUp() {
        Typed demo =
                Typed.on(state, "demo", "--scenario", "knative", "--speed", "10", "--plain", "--dark", "errors=0.3");

        assertThat(demo.code()).as(demo.out()).isEqualTo(1);
        assertThat(demo.out())
                .containsSubsequence(
                        "$ kubectl apply -f service.yaml",
                        "$ kubectl apply -f routing-rules.yaml",
                        "$ kubectl wait --for=condition=Ready ksvc/sample-app",
                        "$ kubectl apply -f curl.yaml",
                        "$ mirror-experiment run experiment.yaml",
                        "$ kubectl delete -f service.yaml",
                        "Nothing is left of it.",
                        "cause=objective-breached");
    }

    @Test
    void printsTheSpecThatItPlays() {
        Typed spec = Typed.on(state, "demo", "--print-spec", "--percent", "40", "--interval", "1.5s");

        assertThat(spec.code()).isZero();
        assertThat(spec.out()).contains("kind: MirrorExperiment", "percent: 40,", "interval: 1500ms", "prometheus: {");
        assertThat(Typed.on(state, "demo", "--print-spec", "--metrics", "direct")
                        .out())
                .contains("direct: {via: api-server}")
                .doesNotContain("prometheus");
    }
}
