package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The gate's whole way on a real cluster and a real mesh, for good and for bad dark versions; several shops at a time. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class WholeRunsRealTest {
    private static final double RATE = 60;

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    private Trial trial(String fault, String name, String route, String dark, String... more) {
        return new Trial(fault, Shop.open(bed, name, route, more), dark, RATE);
    }

    private static String image(String tag) {
        return "{version: v2, image: \"testbed.local/reviews:%s\", readyWithin: 60s}".formatted(tag);
    }

    @Test
    void aGoodDarkVersionMadeFromAnImageIsPromoted() {
        try (Trial trial = trial("none: good, from an image", "good", Scenery.PLAIN, image("2.0"))) {
            trial.ends(trial.run(), 0, "promoted", "objectives-met");

            assertThat(trial.shop()
                            .kubectl("get", "pods", "-l", "app=reviews,version=v1", "-o", "name")
                            .lines())
                    .hasSize(2);
        }
    }

    @Test
    void aGoodDarkVersionThatIsThereAlreadyIsShiftedTo() {
        try (Trial trial = trial(
                "none: good, there already",
                "shift",
                Scenery.SUBSETS,
                "{version: v2, readyWithin: 60s}",
                Scenery.deployment("v2", 1, "reviews:2.0"))) {
            GateProcess gate = trial.run("spec.promotion=auto");
            assertThat(gate.exit()).as(gate::said).isZero();
            trial.settle(1, "0: promoted, objectives-met");
            assertThat(gate.lastLine()).contains("outcome=promoted cause=objectives-met");
            trial.lostNobody();
        }
    }

    @Test
    void aDarkVersionWithErrorsIsRolledBack() {
        try (Trial trial = trial("5 % errors", "errors", Scenery.PLAIN, image("2.0-errors"))) {
            trial.ends(trial.run(), 1, "rolled-back", "objective-breached");
        }
    }

    @Test
    void aDarkVersionWithASlowTailIsRolledBack() {
        try (Trial trial =
                trial("a slow tail: each tenth 2 s late", "slow", Scenery.SUBSETS, "{manifest: dark.yaml}")) {
            trial.shop().write("dark.yaml", Scenery.deployment("v2", 1, "reviews:2.0", "-behaviour", "stalls=0.1"));
            trial.ends(
                    trial.run("spec.objectives=[{metric: latency-p95, upperLimit: 500}]"),
                    1,
                    "rolled-back",
                    "objective-breached");
        }
    }

    @Test
    void aDarkVersionThatKeepsCrashingIsNeverReady() {
        try (Trial trial = trial("crash loop", "crash", Scenery.PLAIN, "{manifest: dark.yaml, readyWithin: 20s}")) {
            trial.shop()
                    .write("dark.yaml", Scenery.deployment("v2", 1, "reviews:2.0", "-behaviour", "crash-after=100ms"));
            trial.ends(trial.run(), 1, "rolled-back", "never-ready");
        }
    }

    @Test
    void aDarkVersionThatNeverGetsReadyIsRemoved() {
        try (Trial trial = trial("never ready", "never", Scenery.SUBSETS, image("2.0-never-ready"))) {
            trial.ends(trial.run("spec.dark.readyWithin=20s"), 1, "rolled-back", "never-ready");
        }
    }

    @Test
    void anImageThatIsNotThereIsNeverReady() {
        try (Trial trial = trial("an image that is not there", "noimage", Scenery.PLAIN, image("9.9-missing"))) {
            GateProcess gate = trial.run("spec.dark.readyWithin=20s");
            trial.ends(gate, 1, "rolled-back", "never-ready");
            assertThat(gate.said()).contains("9.9-missing");
        }
    }

    @Test
    void aDarkVersionThatStartsSlowlyIsWaitedFor() {
        try (Trial trial = trial("a slow start", "slowstart", Scenery.PLAIN, image("2.0-slow-start"))) {
            trial.ends(trial.run(), 0, "promoted", "objectives-met");
        }
    }

    @Test
    void aPrometheusThatNeverAnswersAgainIsNoEvidence() {
        try (Trial trial = trial("Prometheus away for good", "promgone", Scenery.PLAIN, image("2.0"));
                Line line = Line.to(trial.shop().bed().prometheus())) {
            GateProcess gate = trial.run("spec.metrics.prometheus.url=" + line.near());
            trial.untilLook(2);
            line.dead(true);
            trial.ends(gate, 2, "rolled-back", "no-evidence");
        }
    }

    @Test
    void aNetworkThatIsCutForAWhileIsWaitedFor() {
        try (Line line = Line.to(bed.api());
                Trial trial = trial("network to the API server cut for 15 s", "cut", Scenery.PLAIN, image("2.0"))) {
            GateProcess gate = trial.by(by(line, trial)).run("spec.duration.iterations=10");
            trial.untilLook(2);
            line.dead(true);
            Patiently.pass(Duration.ofSeconds(15));
            line.dead(false);
            line.cut();
            trial.ends(gate, 0, "promoted", "objectives-met");
        }
    }

    private static Path by(Line line, Trial trial) {
        String text = trial.shop().bed().kubectl("config", "view", "--raw", "--flatten", "--minify");
        return trial.shop()
                .write(
                        "by-line",
                        text.replace(
                                trial.shop().bed().api().toString(), line.near().toString()));
    }
}
