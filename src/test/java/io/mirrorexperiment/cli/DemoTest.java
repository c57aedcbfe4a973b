package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole main job, over HTTP, with every ending. */
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
            Scenario.KILLED, "objectives-met");

    @TempDir
    Path state = Path.of("");

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyScenarioEndsAsItIsMeantTo(Scenario scenario) {
        Typed demo = Typed.on(state, "demo", "--speed", "10", "--plain", "--scenario", scenario.toString());

        assertThat(demo.out()).contains("Looked at the cluster again: everything is as it was before");
        assertThat(demo.lastLine())
                .startsWith("mirror-experiment: verdict=")
                .contains("cause=" + CAUSES.get(scenario) + " ")
                .endsWith("exit=" + scenario.exitCode());
        assertThat(demo.code()).isEqualTo(scenario.exitCode());
    }

    @Test
    void aDarkVersionThatFailsOneRequestInTwentyIsRolledBackAndJsonAloneIsOnStandardOutput() throws Exception {
        Typed demo = Typed.on(state, "demo", "--speed", "10", "--dark", "errors=0.05,latency=20ms+-5ms", "--json", "-");

        var report = new ObjectMapper().readTree(demo.out());
        assertThat(report.path("verdict").asText()).as(demo.err()).isEqualTo("violates");
        assertThat(report.path("outcome").asText()).isEqualTo("rolled-back");
        assertThat(demo.err()).contains("exit=1");
        assertThat(demo.code()).isEqualTo(1);
    }

    @Test
    void saysInWhatTheDarkVersionAnswersDifferently() throws Exception {
        Typed demo = Typed.on(
                state,
                "demo",
                "--speed",
                "10",
                "--plain",
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

    @Test
    void printsTheSpecThatItPlays() {
        Typed spec = Typed.on(state, "demo", "--print-spec", "--percent", "40", "--interval", "1.5s");

        assertThat(spec.code()).isZero();
        assertThat(spec.out()).contains("kind: MirrorExperiment", "percent: 40,", "interval: 1500ms");
    }
}
