package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.GateProgram;
import io.mirrorexperiment.real.Patiently;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gates as processes of their own that want one service, with nothing between them but Leases of a real API server. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Order(4)
class ClaimRealTest {
    private static final int ROUNDS = 3;

    private static Path folder;
    private static RealShop shop;

    @BeforeAll
    static void open(@TempDir Path temporary) {
        folder = temporary;
        shop = RealShop.open(folder);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void ofTwoProcessesExactlyOneBeginsAndTheOtherNamesIt() {
        for (int round = 1; round <= ROUNDS; round++) {
            List<Gate> gates = List.of(Gate.start(round + "-a"), Gate.start(round + "-b"));
            try {
                Patiently.until("one of two ends", Duration.ofMinutes(2), () -> gates.stream()
                        .anyMatch(Gate::ended));
                Gate loser = gates.stream().filter(Gate::ended).findFirst().orElseThrow();
                Gate winner = gates.stream()
                        .filter(gate -> !gate.equals(loser))
                        .findFirst()
                        .orElseThrow();
                Patiently.until("the other plans", Duration.ofSeconds(60), () -> winner.said("planned  "));

                assertThat(loser.exit()).as(loser.log()).isEqualTo(4);
                assertThat(loser.log().replaceAll("\\s+", " "))
                        .contains("outcome=not-started cause=claimed", "is claimed by run " + winner.run())
                        .contains("mirror-experiment abort " + winner.run());
                assertThat(winner.ended()).as(winner.log()).isFalse();

                winner.process.destroy();
                assertThat(winner.exit()).as(winner.log()).isEqualTo(130);
            } finally {
                gates.forEach(gate -> gate.process.destroyForcibly());
            }
        }
        assertThat(shop.customers().count().losses()).isEmpty();
    }

    /** Neither the dead process' clock nor that of its machine, which may be days off, has a say in it. */
    @Test
    void aKilledProcessIsReapedWhenAnObserverHasSeenNoSignOfLifeForAsLongAsWasPromised() {
        String before = routes();
        Gate gate = Gate.start("dead");
        Patiently.until("it mirrors", Duration.ofMinutes(2), () -> gate.said("iterated  ") || gate.ended());
        assertThat(gate.ended()).as(gate.log()).isFalse();
        gate.process.destroyForcibly();
        assertThat(gate.exit()).isEqualTo(128 + 9);
        assertThat(routes()).isNotEqualTo(before);
        Passing time = new Passing();

        Typed reap = shop.observe(time, "reap");

        assertThat(reap.code()).as(reap.out() + reap.err()).isZero();
        assertThat(reap.out()).contains("watching " + gate.run() + " for signs of life", "is undone");
        assertThat(time.elapsed()).isGreaterThan(Duration.ofSeconds(5));
        assertThat(routes()).isEqualTo(before);
        assertThat(shop.kubectl("get", "deployments", "-o", "name")).doesNotContain("reviews-v2");
        assertThat(shop.customers().count().losses()).isEmpty();
    }

    /** What a user wrote and what we add, without what only rises. */
    private static String routes() {
        return shop.kubectl(
                "get",
                "virtualservices,destinationrules",
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.labels} {.spec}{\"\\n\"}{end}");
    }

    /** A second of an observer's time passes at each look; the real one is not waited for. */
    private static final class Passing implements Stopwatch {
        private Duration now = Duration.ZERO;

        @Override
        public Duration elapsed() {
            return now;
        }

        @Override
        public void pause(Duration time) {
            now = now.plus(time);
        }
    }

    /** A process that runs the spec for as long as it is let. */
    private record Gate(Process process, Path out) {
        static Gate start(String name) {
            Path out = folder.resolve(name + ".log");
            List<String> words = new ArrayList<>(GateProgram.words());
            words.addAll(List.of("run", shop.spec().toString(), "--plain", "--set", "spec.duration.iterations=1000"));
            words.addAll(List.of("--kubeconfig", shop.admin().toString()));
            words.addAll(List.of(
                    "--journal-folder", folder.resolve(name + "-journals").toString()));
            try {
                return new Gate(
                        new ProcessBuilder(words)
                                .redirectErrorStream(true)
                                .redirectOutput(out.toFile())
                                .start(),
                        out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean ended() {
            return !process.isAlive();
        }

        boolean said(String words) {
            return log().contains(words);
        }

        String log() {
            try {
                return Files.readString(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The id, which is the first thing that it says. */
        String run() {
            return log().lines()
                    .filter(line -> line.startsWith("run "))
                    .findFirst()
                    .orElse("run none,")
                    .replaceFirst("^run ([^,]*),.*", "$1");
        }

        int exit() {
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(log()).isTrue();
                return process.exitValue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
