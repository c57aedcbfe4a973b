package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One run, driven by one process after the other, as the steps of a pipeline do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PartsTest {
    private static final Shop shop = Shop.open();

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aRunStopsWithItsDarkVersionReadyAndGoesOnByWords() throws Exception {
        Path json = shop.folder().resolve("judged.json");

        Typed ready = shop.type(
                "run", shop.spec(), "--until", "ready", "--promotion", "manual", "--results", results("ready"));
        Map<String, String> whenReady = read("ready");
        boolean mirroredWhenReady = shop.isMirrored();
        Snapshot deployed = shop.snapshot();
        Typed judged = shop.type(
                "mirror", ready.run(), "--until", "judged", "--json", json.toString(), "--results", results("judged"));
        boolean mirroredWhenJudged = shop.isMirrored();
        Typed promoted = shop.type("promote", ready.run());

        assertThat(ready.code()).as(ready.err() + ready.out()).isZero();
        assertThat(ready.out()).contains("mirror-experiment mirror " + ready.run(), "mirror-experiment rollback ");
        assertThat(mirroredWhenReady).isFalse();
        assertThat(whenReady)
                .containsEntry("run", ready.run())
                .containsEntry("verdict", "undecided")
                .containsEntry("outcome", "waiting")
                .containsEntry("cause", "waiting")
                .containsEntry("exit-code", "0");
        assertThat(deployed.changes(shop.snapshot())).isNotEmpty();
        assertThat(judged.code()).as(judged.err() + judged.out()).isZero();
        assertThat(judged.out()).contains("mirror-experiment promote " + ready.run());
        assertThat(mirroredWhenJudged).isFalse();
        assertThat(read("judged"))
                .containsEntry("verdict", "conforms")
                .containsEntry("outcome", "waiting")
                .containsEntry("cause", "objectives-met")
                .containsEntry("exit-code", "0");
        assertThat(Files.readString(json)).contains("\"verdict\" : \"conforms\"", "\"outcome\" : null");
        assertThat(promoted.code()).as(promoted.err() + promoted.out()).isZero();
        assertThat(promoted.lastLine()).contains("outcome=promoted");
    }

    private static String results(String name) throws IOException {
        return Files.createDirectories(shop.folder().resolve(name)).toString();
    }

    private static Map<String, String> read(String name) throws IOException {
        Map<String, String> results = new TreeMap<>();
        try (Stream<Path> files = Files.list(shop.folder().resolve(name))) {
            for (Path file : files.toList()) {
                results.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return results;
    }

    @Test
    void aVersionThatViolatesIsRolledBackByWhoeverJudgesIt() {
        try (Shop failing = Shop.open("errors=0.5")) {
            Snapshot before = failing.snapshot();
            Typed ready = failing.type("run", failing.spec(), "--until", "ready", "--promotion", "manual");

            Typed judged = failing.type("mirror", ready.run(), "--until", "judged");

            assertThat(judged.code()).as(judged.err() + judged.out()).isOne();
            assertThat(judged.lastLine()).contains("outcome=rolled-back", "verdict=violates");
            assertThat(before.changes(failing.snapshot())).isEmpty();
            assertThat(failing.type("promote", ready.run()).code()).isOne();
        }
    }

    @Test
    void aRunThatStoppedIsEndedWithoutAMirror() {
        Snapshot before = shop.snapshot();
        Typed ready = shop.type("run", shop.spec(), "--until", "ready");

        Typed unmirror = shop.type("unmirror", ready.run());
        Typed again = shop.type("resume", ready.run(), "--until", "ready");
        Typed rolledBack = shop.type("rollback", ready.run());

        assertThat(unmirror.code()).isEqualTo(3);
        assertThat(unmirror.err()).contains("has not opened its mirror yet", "mirror-experiment rollback");
        assertThat(again.code()).as(again.err() + again.out()).isZero();
        assertThat(rolledBack.lastLine()).contains("outcome=rolled-back", "cause=rolled-back-by-hand");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void aRunThatIsLeftWhenJudgedPromotesByAWordOnly() {
        Snapshot before = shop.snapshot();

        Typed judged = shop.type("run", shop.spec(), "--until", "judged", "--set", "spec.promotion=auto");
        Typed rolledBack = shop.type("rollback", judged.run());

        assertThat(judged.code()).as(judged.err() + judged.out()).isZero();
        assertThat(judged.out()).contains("mirror-experiment promote " + judged.run());
        assertThat(rolledBack.lastLine()).contains("outcome=rolled-back");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void whatCannotBeStoppedAtIsRefused() {
        Snapshot before = shop.snapshot();
        Typed both = shop.type("run", shop.spec(), "--until", "judged", "--promotion", "auto");
        Typed ready = shop.type("run", shop.spec(), "--until", "ready", "--promotion", "auto");

        Typed judged = shop.type("mirror", ready.run(), "--until", "judged");
        Typed backwards = shop.type("mirror", ready.run(), "--until", "ready");
        shop.type("rollback", ready.run());

        assertThat(both.code()).isEqualTo(3);
        assertThat(both.err()).contains("say one of them");
        assertThat(judged.code()).isEqualTo(3);
        assertThat(judged.err()).contains("promotes by itself", "--promotion manual");
        assertThat(backwards.code()).isEqualTo(3);
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void anOpenMirrorIsShutByAWord() {
        Snapshot before = shop.snapshot();
        Typed ready = shop.type("run", shop.spec(), "--until", "ready", "--set", "spec.duration.iterations=1000");
        shop.type("mirror", ready.run(), "--no-wait");
        var driven = CompletableFuture.supplyAsync(() -> shop.type("resume", ready.run()));
        while (!shop.isMirrored()) {
            LockSupport.parkNanos(5_000_000);
        }

        Typed unmirrored = shop.type("unmirror", ready.run());

        assertThat(unmirrored.code()).as(unmirrored.err() + unmirrored.out()).isEqualTo(2);
        assertThat(unmirrored.lastLine()).contains("cause=unmirrored-by-hand");
        assertThat(driven.join().code()).isEqualTo(2);
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }
}
