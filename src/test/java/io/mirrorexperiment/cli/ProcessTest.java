package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gate as a process of its own. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ProcessTest {
    @Test
    void aSignalledProcessCleansUpAndEndsWith130() throws Exception {
        try (Shop shop = Shop.open()) {
            Snapshot before = shop.snapshot();
            Path log = shop.folder().resolve("log");
            Process gate = start(shop, log);
            until(shop::isMirrored);

            send("TERM", gate);

            assertThat(gate.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(log);
            assertThat(gate.exitValue()).as(said).isEqualTo(130);
            assertThat(said).contains("SIGTERM: stopping", "outcome=aborted cause=aborted", "exit=130");
            assertThat(before.changes(shop.snapshot())).isEmpty();
        }
    }

    @Test
    void aSecondSignalStopsAtOnceAndSaysHowToGoOn() throws Exception {
        try (Shop shop = Shop.open()) {
            Path log = shop.folder().resolve("log");
            Process gate = start(shop, log, "--set", "spec.mirror.settle=3s");
            until(() -> text(log).contains("waiting for the route"));

            send("INT", gate);
            until(() -> text(log).contains("SIGINT: stopping"));
            send("INT", gate);

            assertThat(gate.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(gate.exitValue()).isEqualTo(130);
            assertThat(text(log))
                    .contains("mirror-experiment resume default.reviews-v2.1", "mirror-experiment restore");
            assertThat(shop.type("restore", "default.reviews-v2.1").code()).isZero();
        }
    }

    @Test
    void aPipeIsStandardInput(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        List<String> words = java();
        words.addAll(List.of("describe", "-"));
        Process gate = new ProcessBuilder(words).redirectOutput(said.toFile()).start();

        try (OutputStream pipe = gate.getOutputStream()) {
            Files.copy(Path.of("src", "test", "resources", "describe", "ab-with-rewards.yaml"), pipe);
        }

        assertThat(gate.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.exitValue()).isZero();
        assertThat(said)
                .hasSameTextualContentAs(Path.of("src", "test", "resources", "describe", "ab-with-rewards.out"));
    }

    private static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    }

    private static Process start(Shop shop, Path log, String... more) throws IOException {
        List<String> words = java();
        words.addAll(shop.here("run", shop.spec(), "--set", "spec.duration.iterations=1000"));
        words.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("XDG_STATE_HOME", shop.state().toString());
        return builder.start();
    }

    private static void send(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
