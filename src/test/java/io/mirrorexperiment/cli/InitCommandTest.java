package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a verdict by way of `init`, in the demo's world. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InitCommandTest {
    /** Ten times as fast, and deaf to how busy this machine is: what a test cannot wait for, on top of a spec that is not edited. */
    private static final List<String> HASTE = List.of(
            "--set",
            "spec.duration.interval=200ms",
            "--set",
            "spec.duration.iterations=600",
            "--set",
            "spec.mirror.percent=100",
            "--set",
            "spec.duration.warmUp=1",
            "--set",
            "spec.decision.soak=0s",
            "--set",
            "spec.mirror.settle=100ms",
            "--set",
            "spec.objectives[1].upperLimit=9000");

    @TempDir
    Path home = Path.of("");

    @Test
    void aStrangerComesFromNothingToAPromotionWithoutEditingALine() throws IOException {
        try (Shop shop = Shop.open()) {
            Snapshot before = shop.snapshot();
            Path spec = home.resolve("reviews-v2.yaml");

            Typed init = shop.type(
                    "init",
                    "reviews",
                    "--prometheus",
                    shop.experiment().metrics().url().toString(),
                    "--dark-image",
                    "example/reviews:2.0",
                    "-o",
                    spec.toString());
            System.out.println(init.out() + init.err() + (Files.exists(spec) ? Files.readString(spec) : ""));
            assertThat(init.code()).as(init.err()).isZero();
            assertThat(before.changes(shop.snapshot())).isEmpty();
            Typed check = shop.type("check", spec.toString());
            System.out.println(check.out() + check.err());
            Typed plan = shop.type("plan", spec.toString());
            Typed run = shop.type(hasty(spec));

            assertThat(check.code()).as(check.out()).isZero();
            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.lastLine()).contains("outcome=promoted", "cause=objectives-met");
        }
    }

    private static String[] hasty(Path spec) {
        List<String> words = new ArrayList<>(List.of("run", spec.toString()));
        words.addAll(HASTE);
        return words.toArray(String[]::new);
    }
}
