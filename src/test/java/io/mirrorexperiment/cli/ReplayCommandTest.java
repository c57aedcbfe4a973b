package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    @Test
    void judgesAStoredRunOnceMoreAndNeverEndsWithTheZeroOfAGate() throws IOException {
        try (Shop shop = Shop.open()) {
            Typed run = shop.type("run", shop.spec(), "--promotion", "none");
            assertThat(run.code()).as(run.out()).isZero();

            Typed same = shop.type("replay", run.run());
            Typed stricter = shop.type(
                    "replay", journal(shop), "--spec", shop.spec(), "--set", "spec.objectives[1].upperLimit=1");

            assertThat(same.out()).startsWith("EXPLORATORY").contains("The run itself ended as: verdict=conforms");
            assertThat(same.lastLine())
                    .startsWith("mirror-experiment: exploratory=true verdict=conforms cause=objectives-met run="
                            + run.run())
                    .endsWith("exit=2");
            assertThat(same.code()).isEqualTo(2);
            assertThat(stricter.out()).contains("breached  latency-p95");
            assertThat(stricter.lastLine())
                    .startsWith("mirror-experiment: exploratory=true verdict=violates")
                    .endsWith("exit=1");
            assertThat(stricter.code()).isEqualTo(1);
        }
    }

    @Test
    void wantsASpecForFieldsOnTopOfIt() {
        try (Shop shop = Shop.open()) {
            Typed replay = shop.type("replay", "default.reviews-v2.1", "--set", "a=b");

            assertThat(replay.code()).isEqualTo(3);
            assertThat(replay.err()).contains("name the spec");
        }
    }

    private static String journal(Shop shop) throws IOException {
        try (Stream<Path> files = Files.walk(shop.state())) {
            return files.filter(file -> file.getFileName().toString().endsWith("reviews-v2.1.json"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }
}
