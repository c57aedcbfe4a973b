package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the Tekton Tasks in a real shell, with the program as a process and a cluster of the sandbox; too many starts for every build. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class TektonScriptsRealTest {
    private final Path folder;

    TektonScriptsRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aGoodVersionEndsItWellWithResultsThatTellOfTheReport() throws Exception {
        try (Shop shop = Shop.open()) {
            TaskScript gate = TaskScript.of(TaskScript.GATE, shop, folder).with("promotion", "none");

            int code = gate.run("spec.duration.iterations=4");

            assertThat(code).as(gate.said()).isZero();
            assertThat(gate.result("verdict")).isEqualTo("conforms");
            assertThat(gate.result("cause")).isEqualTo("objectives-met");
            assertThat(gate.result("exit-code")).isEqualTo("0");
            assertThat(gate.result("report-digest")).isEqualTo(gate.digest());
            assertThat(gate.said()).contains("run default.task-run.1, journal in ConfigMaps");
            assertThat(folder).isDirectoryContaining("glob:**/report.html").isDirectoryContaining("glob:**/junit.xml");
        }
    }

    @Test
    void aBadVersionFailsItUnlessTheResultsAreToTell() throws Exception {
        try (Shop shop = Shop.open()) {
            TaskScript strict = TaskScript.of(TaskScript.GATE, shop, folder.resolve("strict"));
            TaskScript telling = TaskScript.of(TaskScript.GATE, shop, folder.resolve("telling"))
                    .with("fail", "false");
            String bad = "spec.objectives=[{metric: latency-mean, upperLimit: 0.001}]";

            assertThat(strict.run(bad)).as(strict.said()).isEqualTo(1);
            assertThat(telling.run(bad)).as(telling.said()).isZero();

            assertThat(telling.result("verdict")).isEqualTo("violates");
            assertThat(telling.result("outcome")).isEqualTo("rolled-back");
            assertThat(telling.result("exit-code")).isEqualTo("1");
        }
    }

    @Test
    void aSpecThatIsWrongFailsItEvenWhereTheResultsAreToTell() throws Exception {
        try (Shop shop = Shop.open()) {
            TaskScript gate = TaskScript.of(TaskScript.GATE, shop, folder).with("fail", "false");

            int code = gate.run("spec.objectivs=[]", "$(touch hacked); touch hacked");

            assertThat(code).as(gate.said()).isEqualTo(3);
            assertThat(gate.result("exit-code")).isEqualTo("3");
            assertThat(gate.result("verdict")).isEqualTo("none");
            assertThat(gate.result("report-digest")).isEmpty();
            assertThat(folder.resolve("hacked")).doesNotExist();
        }
    }

    @Test
    void aTryThatWasKilledIsGoneOnWithByTheNextAndCleanUpFindsNothingAfterIt() throws Exception {
        try (Shop shop = Shop.open()) {
            TaskScript gate = TaskScript.of(TaskScript.GATE, shop, folder.resolve("gate"));
            Process first = gate.start("spec.duration.iterations=20");
            until(shop::isMirrored);
            kill(gate.process());
            first.waitFor(20, TimeUnit.SECONDS);

            int code = gate.run("spec.duration.iterations=20");

            assertThat(code).as(gate.said()).isZero();
            assertThat(gate.said()).contains("default.task-run.1").doesNotContain("default.task-run.2");
            TaskScript after = TaskScript.of(TaskScript.CLEAN_UP, shop, folder.resolve("after"))
                    .with("name", "task-run");
            assertThat(after.run()).as(after.said()).isZero();
            assertThat(after.said()).contains("nothing of task-run is left to clean up");
        }
    }

    @Test
    void cleanUpEndsARunWhoseTaskWasKilled() throws Exception {
        try (Shop shop = Shop.open()) {
            Snapshot before = shop.snapshot();
            TaskScript gate = TaskScript.of(TaskScript.GATE, shop, folder.resolve("gate"));
            Process killed = gate.start("spec.duration.iterations=1000");
            until(shop::isMirrored);
            kill(gate.process());
            killed.waitFor(20, TimeUnit.SECONDS);

            TaskScript after = TaskScript.of(TaskScript.CLEAN_UP, shop, folder.resolve("after"))
                    .with("name", "task-run");

            assertThat(after.run()).as(after.said()).isZero();
            assertThat(after.said()).contains("outcome=aborted");
            assertThat(before.changes(shop.snapshot()))
                    .as("its journal is all that is left")
                    .allMatch(change -> change.startsWith("configmaps default/mirror-experiment-journal."));
        }
    }

    @Test
    void threeTasksGoOnWithOneRun() throws Exception {
        try (Shop shop = Shop.open()) {
            TaskScript start = TaskScript.of(TaskScript.START, shop, folder.resolve("start"));
            assertThat(start.run()).as(start.said()).isZero();
            String run = start.result("run");
            boolean early = shop.isMirrored();
            TaskScript evaluate = TaskScript.of(TaskScript.EVALUATE, shop, folder.resolve("evaluate"))
                    .with("run", run);
            assertThat(evaluate.run()).as(evaluate.said()).isZero();
            boolean late = shop.isMirrored();
            TaskScript finish = TaskScript.of(TaskScript.FINISH, shop, folder.resolve("finish"))
                    .with("run", run);
            assertThat(finish.run()).as(finish.said()).isZero();

            assertThat(run).isEqualTo("default.task-run.1");
            assertThat(early || late).isFalse();
            assertThat(evaluate.result("verdict")).isEqualTo("conforms");
            assertThat(evaluate.result("outcome")).isEqualTo("waiting");
            assertThat(evaluate.result("report-digest")).isEqualTo(evaluate.digest());
            assertThat(finish.result("outcome")).isEqualTo("promoted");
            assertThat(finish.result("exit-code")).isEqualTo("0");
        }
    }

    @Test
    void aVersionThatConformsIsTakenAwayWhereThatIsTheDecision() throws Exception {
        try (Shop shop = Shop.open()) {
            TaskScript start = TaskScript.of(TaskScript.START, shop, folder.resolve("start"));
            assertThat(start.run()).as(start.said()).isZero();
            TaskScript evaluate = TaskScript.of(TaskScript.EVALUATE, shop, folder.resolve("evaluate"))
                    .with("run", start.result("run"));
            assertThat(evaluate.run()).as(evaluate.said()).isZero();
            TaskScript finish = TaskScript.of(TaskScript.FINISH, shop, folder.resolve("finish"))
                    .with("run", start.result("run"))
                    .with("decision", "rollback");

            assertThat(finish.run()).as(finish.said()).isZero();

            assertThat(finish.result("outcome")).isEqualTo("rolled-back");
        }
    }

    @Test
    void aBadVersionIsGoneBeforeAnybodyDecides() throws Exception {
        try (Shop shop = Shop.open("errors=0.5")) {
            Snapshot before = shop.snapshot();
            TaskScript start = TaskScript.of(TaskScript.START, shop, folder.resolve("start"));
            assertThat(start.run()).as(start.said()).isZero();
            TaskScript evaluate = TaskScript.of(TaskScript.EVALUATE, shop, folder.resolve("evaluate"))
                    .with("run", start.result("run"));

            int code = evaluate.run();

            assertThat(code).as(evaluate.said()).isEqualTo(1);
            assertThat(evaluate.result("verdict")).isEqualTo("violates");
            assertThat(evaluate.result("outcome")).isEqualTo("rolled-back");
            assertThat(before.changes(shop.snapshot()))
                    .as("its journal is all that is left")
                    .allMatch(change -> change.startsWith("configmaps default/mirror-experiment-journal."));
            TaskScript finish = TaskScript.of(TaskScript.FINISH, shop, folder.resolve("finish"))
                    .with("run", start.result("run"));
            assertThat(finish.run()).as(finish.said()).isEqualTo(1);
        }
    }

    private static void kill(long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-KILL", Long.toString(process)).start().waitFor();
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
