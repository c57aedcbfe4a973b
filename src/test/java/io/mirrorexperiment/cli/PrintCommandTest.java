package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.run.Commit.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line of runs that write no routes. */
@Timeout(300)
class PrintCommandTest {
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void planPrintsTheWayInAndBothWaysOutAndWritesThemAsFiles(@TempDir Path folder) {
        Snapshot before = shop.snapshot();

        Typed plan = shop.type("plan", shop.spec(), "--gitops", "print", "--gitops-dir", folder.toString());

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("# 3-mirror: copies go to the dark version\n---\napiVersion: networking.istio.io/v1")
                .contains("# 5-promote: the promotion: users get the version that conforms")
                .contains("Nothing was touched.");
        assertThat(folder.resolve("3-mirror/VirtualService.default.reviews.yaml"))
                .isRegularFile();
        assertThat(folder.resolve("5-promote/Deployment.default.reviews-v1.yaml"))
                .content()
                .contains("image: example/reviews:2.0");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void aRunWaitsForEachCommitAndEndsWithThePromotionInHand(@TempDir Path folder) {
        CompletableFuture<Typed> run = CompletableFuture.supplyAsync(
                () -> shop.type("run", shop.spec(), "--gitops", "print", "--gitops-dir", folder.toString()));

        for (Stage stage : List.of(Stage.SUBSETS, Stage.PIN, Stage.MIRROR, Stage.UNMIRROR)) {
            if (awaited(folder.resolve(stage.word()), run)) {
                commit(folder.resolve(stage.word()));
            }
        }
        Typed ended = run.join();

        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.lastLine()).contains("verdict=conforms", "outcome=observed");
        assertThat(ended.out())
                .contains("CONFORMS, promotion to be committed (objectives-met)")
                .contains("waiting for somebody to commit what is printed: 3-mirror: VirtualService default/reviews")
                .contains("# commit 5-promote: Deployment default/reviews-v1")
                .contains("# in " + folder.resolve("5-promote"));
    }

    @Test
    void whatCannotBePrintedIsRefusedBeforeAnythingIsTouched() {
        Snapshot before = shop.snapshot();

        Typed manual = shop.type("run", shop.spec(), "--gitops", "print", "--promotion", "manual");
        Typed judged = shop.type("run", shop.spec(), "--gitops", "print", "--until", "judged");
        Typed steps = shop.type("plan", shop.spec(), "--gitops", "print", "--set", "spec.promotion={steps: [50, 100]}");

        assertThat(List.of(manual.code(), judged.code(), steps.code())).containsOnly(3);
        assertThat(manual.err()).contains("the promotion is your commit");
        assertThat(judged.err()).contains("the promotion is your commit");
        assertThat(steps.err()).contains("--gitops print leaves the promotion to your commit");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    @Test
    void howARunGoesOnIsSaidWhenItBegins() {
        Typed resumed = shop.type("resume", "default.reviews-v2.1", "--gitops", "print");

        assertThat(resumed.code()).isEqualTo(3);
        assertThat(resumed.err()).contains("--gitops print is said when a run begins");
    }

    /** A stage that changes nothing is not asked for. */
    private static boolean awaited(Path stage, CompletableFuture<Typed> run) {
        while (!run.isDone() && !hasFile(stage) && !isLater(stage)) {
            LockSupport.parkNanos(20_000_000);
        }
        return hasFile(stage);
    }

    private static boolean hasFile(Path stage) {
        if (!Files.isDirectory(stage)) {
            return false;
        }
        try (Stream<Path> files = Files.list(stage)) {
            return files.findFirst().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLater(Path stage) {
        try (Stream<Path> stages = Files.list(stage.getParent())) {
            return stages.anyMatch(other -> other.compareTo(stage) > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void commit(Path stage) {
        try (Cluster cluster = shop.connect();
                Stream<Path> files = Files.list(stage)) {
            for (Path file : files.toList()) {
                for (Manifest wanted : ManifestText.read(Files.readString(file))) {
                    var there = cluster.read(wanted.address());
                    if (there.isPresent()) {
                        cluster.replace(there.get().with(wanted.map("spec"), "spec"));
                    } else {
                        cluster.create(wanted);
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError("what was handed out cannot be committed", e);
        }
    }
}
