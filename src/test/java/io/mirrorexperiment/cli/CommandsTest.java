package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every command against a cluster, one after the other on the same shop. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Order(1)
class CommandsTest {
    private static final Shop shop = Shop.open();

    @BeforeAll
    static void begin() {
        assertThat(shop.isMirrored()).isFalse();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void planShowsTheDiffAndTouchesNothing() {
        Snapshot before = shop.snapshot();

        Typed plan = shop.type("plan", shop.spec());

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains(
                        "+++ VirtualService default/reviews",
                        "+    mirror:",
                        "requests are judged",
                        "Nothing was touched.");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void planSaysWhatIsInTheWay() {
        Typed plan = shop.type("plan", shop.spec(), "--set", "spec.service=ratings");

        assertThat(plan.code()).isEqualTo(4);
        assertThat(plan.err()).contains("Service default/ratings does not exist", "(not-possible)");
    }

    /** 50 requests a second for one second, of which the sequential rule needs 570. */
    @Test
    void aRunThatCouldOnlyEndInconclusiveIsRefusedBeforeAnythingIsTouched() {
        Snapshot before = shop.snapshot();
        String[] hasty = {shop.spec(), "--rule", "sequential", "--set", "spec.decision.soak=0s"};

        Typed plan = shop.type(with("plan", hasty));
        Typed run = shop.type(with("run", hasty));

        assertThat(plan.code()).isEqualTo(4);
        assertThat(plan.err())
                .contains("are too few to decide", "error-rate ≤ 0.01 needs 570", "--extend", "(too-little-traffic)");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.lastLine()).contains("outcome=not-started", "cause=too-little-traffic", "exit=4");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    /** An error rate of 5 % is shown by 112 requests, and at half of it by about 782: in 16 s. */
    @Test
    void anExtendedRunIsAsLongAsItHasToBe() {
        String[] extended = {
            shop.spec(),
            "--rule",
            "sequential",
            "--extend",
            "--set",
            "spec.objectives[0].upperLimit=0.05",
            "--set",
            "spec.decision.soak=1500ms"
        };

        Typed plan = shop.type(with("plan", extended));
        Typed run = shop.type(with("run", and(extended, "--promotion", "none")));

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("extended from 5 to ", "an error-free version needs 112 requests", "Nothing was touched.");
        assertThat(run.code()).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("extended from 5 to ", "one at half the limit about 782 requests");
        assertThat(journal(run.run()).orElseThrow().experiment().cadence().iterations())
                .isGreaterThan(30);
    }

    private static String[] with(String first, String... others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(String[]::new);
    }

    private static String[] and(String[] words, String... others) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(others)).toArray(String[]::new);
    }

    @Test
    void checkLooksAtEverythingAndTouchesNothing() {
        Snapshot before = shop.snapshot();

        Typed check = shop.type("check", shop.spec());

        assertThat(check.code()).as(check.out()).isZero();
        assertThat(check.out())
                .contains(
                        "✓ the spec is valid",
                        "✓ the API server",
                        "✓ all ",
                        "✓ the mirror is possible by istio",
                        "✓ the access log of reviews-v1 names its requests",
                        "✓ nobody else works on service reviews",
                        "requests are judged in ",
                        "A run could begin.")
                .doesNotContain("✗");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void checkSaysWhatIsInTheWayWithTheWayOut() {
        Typed check = shop.type("check", shop.spec(), "--set", "spec.metrics.prometheus.url=http://127.0.0.1:1");

        assertThat(check.code()).isEqualTo(4);
        assertThat(check.out()).contains("✗ ", "(metrics-unreachable)", "Nothing was touched.");
    }

    /** Who mends the one would only find the other then. */
    @Test
    void checkSaysAllThatIsInTheWayAtOnce() {
        Typed check = shop.type(
                "check",
                shop.spec(),
                "--set",
                "spec.service=ratings",
                "--set",
                "spec.metrics.prometheus.url=http://127.0.0.1:1");

        assertThat(check.code()).isEqualTo(4);
        assertThat(check.out())
                .contains("✗ Service default/ratings does not exist", "(not-possible): docs/after-exit-2.md says")
                .contains("(metrics-unreachable): docs/after-exit-2.md", "2 of the above");
    }

    @Test
    void checkSaysThatAccessLogsAreOfNoUse() {
        Typed check = shop.type("check", shop.spec(), "--set", "spec.metrics.accessLogs.container=reviews");

        assertThat(check.code()).isEqualTo(4);
        assertThat(check.out())
                .contains("✗ the live version's access log", "→ docs/access-logs.md says how to switch access logs on");
    }

    @Test
    void aRunIsFoundAgainByEveryCommandThatReads() throws Exception {
        Path json = shop.folder().resolve("report.json");

        Typed run = shop.type("run", shop.spec(), "--promotion", "none", "--json", json.toString());

        assertThat(run.code()).as(run.err() + run.out()).isZero();
        assertThat(run.lastLine()).contains("outcome=observed", "run=" + run.run(), "exit=0");
        assertThat(Files.readString(json)).contains("\"outcome\" : \"observed\"");
        assertThat(shop.type("list").out()).contains(run.run(), "objectives-met");
        assertThat(shop.type("status", run.run()).out()).contains("outcome=observed");
        assertThat(shop.type("status", run.run(), "--follow").code()).isZero();
        assertThat(shop.type("report", run.run()).lastLine()).isEqualTo(run.lastLine());
        assertThat(shop.type("report", run.run(), "-o", "json").out())
                .startsWith("{")
                .contains("mirror-experiment.io/report/v1");
        assertThat(shop.type("resume", run.run()).code()).isZero();
        assertThat(shop.type("abort", run.run()).out()).contains("has ended already");
    }

    @Test
    void aRunIsReportedAsAPageAndAsResultsOfTests() throws Exception {
        Path page = shop.folder().resolve("report.html");
        Path results = shop.folder().resolve("junit.xml");

        Typed run = shop.type(
                "run", shop.spec(), "--promotion", "none", "--html", page.toString(), "--junit", results.toString());

        assertThat(run.code()).as(run.err() + run.out()).isZero();
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("CONFORMS", run.run(), "<style>");
        assertThat(Files.readString(results))
                .contains("failures='0' errors='0'")
                .contains("value='" + run.run() + "'");
        assertThat(shop.type("report", run.run(), "-o", "html").out()).contains("CONFORMS", "</html>");
        assertThat(shop.type("report", run.run(), "-o", "junit").out()).contains("failures='0' errors='0'");
    }

    @Test
    void anAbortFromAnotherTerminalIsHeededByWhoeverDrives() {
        Snapshot before = shop.snapshot();
        Started started = start("run", shop.spec(), "--set", "spec.duration.iterations=1000");
        until(shop::isMirrored);

        Typed second = shop.type("run", shop.spec());
        Typed aborted = shop.type("abort", started.id(), "--no-wait");
        Typed run = started.end();

        assertThat(second.code()).isEqualTo(4);
        assertThat(second.lastLine()).contains("cause=claimed");
        assertThat(second.out()).contains(started.id());
        assertThat(aborted.code()).isZero();
        assertThat(run.code()).isEqualTo(130);
        assertThat(run.lastLine()).contains("outcome=aborted", "exit=130");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void aFirstSignalAbortsAndCleansUp() {
        Snapshot before = shop.snapshot();
        Switchboard signals = new Switchboard();
        CompletableFuture<Typed> run = CompletableFuture.supplyAsync(
                () -> shop.type(signals, "run", shop.spec(), "--set", "spec.duration.iterations=1000"));
        until(shop::isMirrored);

        signals.send("SIGINT");

        Typed ended = run.join();
        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.out()).contains("SIGINT: stopping", "outcome=aborted");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void aConformingRunWaitsForPromoteAndMayBeRolledBack() {
        Snapshot before = shop.snapshot();
        Started started = start("run", shop.spec(), "--promotion", "manual");
        until(() -> journal(started.id())
                .filter(run -> run.has(Entry.Awaited.class))
                .isPresent());

        Typed rolledBack = shop.type("rollback", started.id());

        assertThat(rolledBack.out()).contains("outcome=rolled-back", "cause=rolled-back-by-hand");
        assertThat(started.end().code()).isEqualTo(rolledBack.code());
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void aRunThatIsExtendedHasMoreLooksAndSaysSo() {
        Started started = start("run", shop.spec(), "--set", "spec.duration.iterations=1000");
        until(shop::isMirrored);

        Typed none = shop.type("extend", started.id(), "--iterations", "0");
        Typed extended = shop.type("extend", started.id(), "--iterations", "3", "--no-wait");
        shop.type("abort", started.id(), "--no-wait");
        Typed run = started.end();

        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("at least 1 iteration is needed, not 0");
        assertThat(extended.code()).isZero();
        assertThat(run.out()).contains("gave it 3 more looks", "1,003 looks (3 of them added)", "outcome=aborted");
        assertThat(shop.type("extend", started.id(), "--iterations", "1").out()).contains("has ended already");
    }

    @Test
    void promoteIsRefusedForARunThatDoesNotWait() {
        Started started = start("run", shop.spec(), "--set", "spec.duration.iterations=1000");
        until(shop::isMirrored);

        Typed promoted = shop.type("promote", started.id());

        shop.type("abort", started.id());
        assertThat(promoted.code()).isEqualTo(3);
        assertThat(promoted.err()).contains("does not wait for anybody's word");
        assertThat(started.end().code()).isEqualTo(130);
    }

    @Test
    void restoreUndoesARunFromItsClaimAlone() {
        Snapshot before = shop.snapshot();
        Started started = start("run", shop.spec(), "--set", "spec.duration.iterations=1000");
        until(shop::isMirrored);

        Typed restored = shop.type("restore", "reviews", "--force");

        assertThat(restored.code()).as(restored.err() + restored.out()).isZero();
        assertThat(restored.out()).contains("has the spec that it had when the run began", "is undone");
        assertThat(started.end().code()).isEqualTo(2);
        assertThat(before.changes(shop.snapshot())).isEmpty();
        assertThat(shop.type("restore", started.id()).out()).contains("has ended already");
    }

    @Test
    void aJournalInTheClusterIsFoundWithoutAnyFile() {
        Typed run = shop.type("run", shop.spec(), "--promotion", "none", "--journal", "cluster");

        Typed status = shop.type("status", run.run(), "--journal", "cluster");

        assertThat(run.code()).as(run.err() + run.out()).isZero();
        assertThat(status.out()).contains("outcome=observed");
        assertThat(shop.type("report", run.run()).lastLine()).isEqualTo(run.lastLine());
    }

    @Test
    void reapLeavesRunsAloneWhoseDeadlineIsNotOverAndPurgesWhatHasEnded() {
        shop.type("run", shop.spec(), "--promotion", "none", "--set", "spec.duration.iterations=1");

        Typed reaped = shop.type("reap", "--expired-only", "--purge");

        assertThat(reaped.code()).as(reaped.err()).isZero();
        assertThat(reaped.out()).contains("no run holds a claim in namespace default", "purged the remains of ");
        assertThat(shop.type("reap", "--purge", "-A").out()).contains("purged the remains of 0 runs");
    }

    @Test
    void aRunOfAnotherClusterIsNotTouched() throws Exception {
        Typed run = shop.type("run", shop.spec(), "--promotion", "none", "--set", "spec.duration.iterations=1");
        Path other = shop.folder().resolve("other");
        Files.writeString(other, """
                apiVersion: v1
                kind: Config
                clusters: [{name: gone, cluster: {server: "http://127.0.0.1:1"}}]
                contexts: [{name: gone, context: {cluster: gone}}]
                current-context: gone
                """);

        Typed aborted =
                Typed.on(shop.state(), "abort", run.run(), "--journal", "file", "--kubeconfig", other.toString());

        assertThat(aborted.code()).isEqualTo(4);
        assertThat(aborted.err()).contains("was begun on another cluster than http://127.0.0.1:1");
    }

    private record Started(CompletableFuture<Typed> run, String id) {
        Typed end() {
            return run.join();
        }
    }

    private static Started start(String... words) {
        long before = generations();
        CompletableFuture<Typed> run = CompletableFuture.supplyAsync(() -> shop.type(words));
        until(() -> generations() > before);
        return new Started(run, new RunId("default", "reviews-v2", generations()).toString());
    }

    private static long generations() {
        return store().runs().stream().mapToLong(RunId::generation).max().orElse(0);
    }

    private static Optional<Journal> journal(String id) {
        return RunId.parse(id).flatMap(store()::load);
    }

    private static FileStore store() {
        try (Cluster cluster = shop.connect()) {
            return new FileStore(new StateFolder(shop.state().resolve("mirror-experiment")).of(cluster.server()));
        }
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Signals that a test sends. */
    private static final class Switchboard implements Signals {
        private volatile Consumer<String> listener = signal -> {};

        @Override
        public Runnable watch(Consumer<String> heard) {
            listener = heard;
            return () -> listener = signal -> {};
        }

        void send(String signal) {
            listener.accept(signal);
        }
    }
}
