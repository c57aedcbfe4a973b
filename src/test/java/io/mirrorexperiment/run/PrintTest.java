package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.run.Commit.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that write no routes, and people who commit what they print, or don't. */
@Timeout(300)
class PrintTest {
    private static final String US = "mirror-experiment";

    static Stream<Arguments> ways() {
        List<Stage> all = List.of(Stage.SUBSETS, Stage.PIN, Stage.MIRROR, Stage.UNMIRROR);
        List<Stage> pinned = List.of(Stage.SUBSETS, Stage.MIRROR, Stage.UNMIRROR);
        return Stream.of(
                Arguments.of("a route without subsets", GitopsTest.owned(), all),
                Arguments.of("a route with subsets", owned(Scenes.subsets()), pinned),
                Arguments.of("no route", Scenes.bare(), all));
    }

    static String owned(String scene) {
        return scene.replace("annotations: {team: books}", "annotations: {argocd.argoproj.io/tracking-id: 'books:x'}");
    }

    private static List<String> words(List<Stage> stages) {
        return stages.stream().map(Stage::word).toList();
    }

    /** Drives a run to its end; commits what it hands out as far as somebody is willing to. */
    private static Ending drive(World world, Run run, Git git, Predicate<Stage> willing) {
        return world.drive(run, standing -> {
                    standing.commit()
                            .filter(commit -> willing.test(commit.stage()))
                            .ifPresent(git::commit);
                    return standing.finished();
                })
                .journal()
                .last(Entry.Finished.class)
                .orElseThrow()
                .ending();
    }

    private static void reach(World world, Run run, Git git, Class<? extends Entry> entry) {
        world.drive(run, standing -> {
            standing.commit().ifPresent(git::commit);
            return standing.journal().has(entry);
        });
    }

    private static void assertWroteNothingOfTheUsers(World world) {
        List<String> managers = Stream.of("virtualservices.networking.istio.io", "destinationrules.networking.istio.io")
                .flatMap(kind -> world.api.view().list(kind).stream())
                .flatMap(object -> object.at("/metadata/managedFields").findValuesAsText("manager").stream())
                .toList();
        assertThat(managers).doesNotContain(US);
        assertThat(world.api.view().list("deployments.apps").stream()
                        .filter(object -> object.at("/metadata/name").asText().equals("reviews-v1"))
                        .flatMap(object -> object.at("/metadata/managedFields").findValuesAsText("manager").stream()))
                .doesNotContain(US);
        assertThat(world.traffic.failed).isZero();
    }

    private static void assertDarkWasDark(World world) {
        assertWroteNothingOfTheUsers(world);
        assertThat(world.traffic.leaked).isZero();
        assertThat(world.traffic.darkWithoutMirror).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void aConformingVersionIsJudgedAndItsPromotionIsHandedOut(String name, String scene, List<Stage> stages) {
        try (World world = new World(scene)) {
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().printing().in(world));

            Ending ending = drive(world, run, git, stage -> true);

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertThat(git.history()).isEqualTo(words(stages));
            assertThat(world.now()).doesNotContainKey("deployments.apps/reviews-v2");
            List<Commit> left = run.left();
            assertThat(left.get(0).files()).containsEntry("Deployment.default.reviews-v1.yaml", """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata:
                              name: reviews-v1
                              namespace: default
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: reviews
                                    image: %s
                            """.formatted(
                            run.journal().last(Entry.Ready.class).orElseThrow().image()));
            assertThat(run.journal().last(Entry.Finished.class).orElseThrow().commands())
                    .hasSameSizeAs(left)
                    .allMatch(line -> line.startsWith("# commit "));
            left.forEach(git::commit);
            world.calm();
            world.move(Duration.ofSeconds(30));
            assertDarkWasDark(world);
            assertThat(run.left()).extracting(Commit::stage).containsExactly(Stage.PROMOTE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void aViolatingVersionLeavesNoTraceOnceWhatIsLeftIsCommitted(String name, String scene, List<Stage> stages) {
        try (World world = new World(scene)) {
            world.traffic.darkErrors = 0.2;
            Git git = new Git(world);
            Run run = world.begin(Trial.given(world).printing().in(world));

            Ending ending = drive(world, run, git, stage -> true);
            run.left().forEach(git::commit);

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertThat(git.history()).containsSubsequence(words(stages)).endsWith("7-clear");
            assertThat(run.left()).isEmpty();
            assertThat(Untracked.of(world.now())).isEqualTo(Untracked.of(world.before()));
            assertDarkWasDark(world);
        }
    }

    @Test
    void aVersionThatIsThereAlreadyGetsTheRouteByACommit() {
        String scene = owned(Scenes.subsets()).replace("replicas: 1", "replicas: 2") + Scenes.deployment("v2", 1);
        try (World world = new World(scene)) {
            Git git = new Git(world);
            Run run = world.begin(Trial.present().printing().in(world));

            Ending ending = drive(world, run, git, stage -> true);
            List<Commit> left = run.left();
            left.forEach(commit -> {
                git.commit(commit);
                world.calm();
                world.move(Duration.ofSeconds(10));
            });

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertThat(git.history()).endsWith("4-unmirror", "5-address", "5-promote", "5-settle");
            assertThat(left.get(0).files().get("Deployment.default.reviews-v2.yaml"))
                    .endsWith("spec:\n  replicas: 2\n");
            assertThat(world.now().get("virtualservices.networking.istio.io/reviews"))
                    .contains("subset=v2")
                    .doesNotContain(US)
                    .doesNotContain("subset=v1");
            assertThat(world.now().get("destinationrules.networking.istio.io/reviews"))
                    .doesNotContain(US);
            assertThat(run.left()).isEmpty();
            assertWroteNothingOfTheUsers(world);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"SUBSETS", "PIN", "MIRROR"})
    void whatNobodyCommitsEndsTheRunWithoutAVerdict(Stage missing) {
        try (World world = new World(GitopsTest.owned())) {
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().printing().in(world));

            Ending ending = drive(world, run, git, stage -> stage != missing);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NOT_COMMITTED, 2);
            assertThat(ending.because())
                    .contains("for 3600 s nobody committed " + missing.word() + ": ")
                    .contains("begin again");
            assertThat(world.now()).doesNotContainKey("deployments.apps/reviews-v2");
            run.left().forEach(git::commit);
            assertThat(Untracked.of(world.now())).isEqualTo(Untracked.of(world.before()));
            assertDarkWasDark(world);
        }
    }

    @Test
    void theDarkVersionStaysAsLongAsTheMirrorDoes() {
        try (World world = new World(GitopsTest.owned())) {
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().printing().in(world));

            Ending ending = drive(world, run, git, stage -> stage != Stage.UNMIRROR);

            assertEnding(ending, Verdict.CONFORMS, Outcome.STUCK, Cause.CLEAN_UP_FAILED, 5);
            assertThat(ending.because()).contains("4-unmirror: VirtualService default/reviews");
            assertThat(world.now()).containsKey("deployments.apps/reviews-v2");
            assertThat(run.journal().last(Entry.Finished.class).orElseThrow().commands())
                    .anyMatch(line -> line.startsWith("# commit VirtualService default/reviews"));
            restored(world, git);
            assertThat(world.now()).doesNotContainKey("deployments.apps/reviews-v2");
            assertDarkWasDark(world);
        }
    }

    private static void restored(World world, Git git) {
        Undo undo = new Undo(world.cluster(), world.engine(new MemoryStore()));
        Run back = world.keep(undo.restore(undo.claims(Optional.of("default")).get(0), "somebody")
                .orElseThrow());
        Ending ending = drive(world, back, git, stage -> true);
        assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROLLED_BACK_BY_HAND, 2);
    }

    @Test
    void aMirrorThatGoesAwayInMidRunEndsItWithThatReason() {
        try (World world = new World(GitopsTest.owned())) {
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().printing().in(world));
            Commit[] pinned = new Commit[1];
            world.drive(run, standing -> {
                standing.commit().ifPresent(git::commit);
                standing.commit().filter(commit -> commit.stage() == Stage.PIN).ifPresent(commit -> pinned[0] = commit);
                return standing.journal().has(Entry.Iterated.class);
            });
            git.commit(pinned[0]);

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.GITOPS_REVERTED, 2);
            assertThat(ending.because())
                    .contains("not as it was committed for the run to Argo CD application books")
                    .doesNotContain("ignoreDifferences");
            assertDarkWasDark(world);
        }
    }

    @Test
    void aMirrorThatIsCommittedTooEarlyHasToGoBeforeTheDarkVersionComes() {
        try (World world = new World(GitopsTest.owned())) {
            Git git = new Git(world);
            Draft.Possible draft = (Draft.Possible)
                    world.engine().draft(Trial.clones().printing().in(world));
            draft.commits().stream()
                    .filter(commit -> commit.stage().compareTo(Stage.UNMIRROR) < 0)
                    .forEach(git::commit);
            Run run = world.begin(Trial.clones().printing().in(world));

            Ending ending = drive(world, run, git, stage -> true);

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertThat(git.history())
                    .containsExactly("1-subsets", "2-pin", "3-mirror", "2-pin", "3-mirror", "4-unmirror");
            assertDarkWasDark(world);
        }
    }

    @Test
    void whoHasOthersCommitNeedsNoRightToWriteRoutes() {
        try (World world = new World(GitopsTest.owned())) {
            var experiment = Trial.clones().printing().in(world);
            Draft.Possible draft = (Draft.Possible) world.engine().draft(experiment);

            List<String> rights = Rights.of(experiment, Optional.of(draft.plan()), new MemoryStore()).all().stream()
                    .map(Right::words)
                    .toList();

            assertThat(rights)
                    .contains("get objects of kind VirtualService in namespace default")
                    .noneMatch(right -> right.matches("(create|update|delete).*(VirtualService|DestinationRule).*"));
        }
    }

    @Test
    void aPlanHasTheWayInAndBothWaysOut() {
        try (World world = new World(GitopsTest.owned())) {
            Draft.Possible draft = (Draft.Possible)
                    world.engine().draft(Trial.clones().printing().in(world));

            assertThat(draft.commits())
                    .extracting(Commit::stage)
                    .containsExactlyElementsOf(List.of(Stage.values()).stream()
                            .filter(stage -> stage != Stage.ADDRESS && stage != Stage.SETTLE)
                            .toList());
            assertThat(draft.plan().warnings()).anyMatch(warning -> warning.contains("writes no route"));
            assertUntouched(world);
        }
    }

    @Test
    void whoAbortsWaitsForTheMirrorToGo() {
        try (World world = new World(GitopsTest.owned())) {
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().printing().in(world));
            reach(world, run, git, Entry.Flowing.class);
            run.ask(Entry.Request.ABORT, "somebody");

            Ending ending = drive(world, run, git, stage -> true);

            assertThat(ending.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(git.history()).endsWith("3-mirror", "4-unmirror");
            assertThat(world.now()).doesNotContainKey("deployments.apps/reviews-v2");
            assertDarkWasDark(world);
        }
    }

    @Test
    void whatIsHeldIsNotPromotedByHand() {
        try (World world = new World(GitopsTest.owned())) {
            world.traffic.lostCopies = 0.5;
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().holding().printing().in(world));
            reach(world, run, git, Entry.Held.class);
            run.ask(Entry.Request.PROMOTE, "somebody");

            Ending ending = drive(world, run, git, stage -> true);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(run.journal().has(Entry.Committed.class)).isFalse();
            assertDarkWasDark(world);
        }
    }

    @Test
    void withoutAPromotionNoneIsHandedOut() {
        try (World world = new World(GitopsTest.owned())) {
            Run run = world.begin(Trial.clones()
                    .promoting(Promotion.Mode.NONE, Duration.ZERO)
                    .printing()
                    .in(world));

            drive(world, run, new Git(world), stage -> true);

            assertThat(run.left()).extracting(Commit::stage).containsExactly(Stage.UNPIN, Stage.CLEAR);
        }
    }

    @Test
    void whoUndoesTheRunFromItsClaimWritesNothingEither() {
        try (World world = new World(GitopsTest.owned())) {
            Git git = new Git(world);
            Run run = world.begin(Trial.clones().printing().in(world));
            reach(world, run, git, Entry.Flowing.class);
            Undo undo = new Undo(world.cluster(), world.engine(new MemoryStore()));

            assertThat(undo.writeBack(undo.claims(Optional.of("default")).get(0)))
                    .containsExactly(
                            "run default.reviews-v2.1 writes no routes, and nor does this: bring them back in git");
            restored(world, git);

            assertThat(git.history()).endsWith("3-mirror", "4-unmirror");
            assertThat(world.now()).doesNotContainKey("deployments.apps/reviews-v2");
            assertDarkWasDark(world);
        }
    }
}
