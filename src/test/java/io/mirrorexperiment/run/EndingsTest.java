package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How runs end that nobody disturbs: what the evidence says, what is done, and what is left in the cluster. */
@Timeout(60)
class EndingsTest {
    private static final String NEW_IMAGE = StillPods.imageId("example/reviews:v2");

    static Stream<Arguments> scenes() {
        return Stream.of(
                Arguments.of("a route with subsets", Scenes.subsets()),
                Arguments.of("a route without subsets", Scenes.plain()),
                Arguments.of("no route at all", Scenes.bare()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void aConformingCloneBecomesTheLiveVersion(String name, String scene) {
        try (World world = new World(scene)) {
            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertDarkStayedDark(world);
            assertThat(world.now()).isEqualTo(promoted(world.before()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void aViolatingCloneLeavesNoTrace(String name, String scene) {
        try (World world = new World(scene)) {
            world.traffic.darkErrors = 0.2;

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertUntouched(world);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void aViolatingVersionOfAFileLeavesNoTrace(String name, String scene) {
        try (World world = new World(scene)) {
            world.traffic.darkErrors = 0.2;

            Ending ending = world.finish(world.begin(Trial.given(world).in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertUntouched(world);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void theRouteShiftsToAConformingVersionOfAFile(String name, String scene) {
        try (World world = new World(scene)) {
            Ending ending = world.finish(world.begin(Trial.given(world).in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertShifted(world);
        }
    }

    @Test
    void requestsFromBeforeTheMirrorFlowedAreNoLostCopies() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Baselined.class);
            world.move(Duration.ofSeconds(60));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal()
                            .last(Entry.Iterated.class)
                            .orElseThrow()
                            .proof()
                            .share())
                    .isCloseTo(0.5, offset(0.05));
        }
    }

    @Test
    void copiesThatAreCountedBeforeTheirOriginalsAreNoContamination() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Mirrored.class);
            world.traffic.unscraped = Set.of("reviews-v1");
            world.drive(run, Entry.Flowing.class);
            world.traffic.unscraped = Set.of();

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @Test
    void theRouteShiftsToAConformingVersionThatWasThere() {
        try (World world = new World(Scenes.subsets() + Scenes.deployment("v2", 1))) {
            Ending ending = world.finish(world.begin(Trial.present().in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertShifted(world);
        }
    }

    @Test
    void aVersionThatWasThereStaysWhenItViolates() {
        try (World world = new World(Scenes.subsets() + Scenes.deployment("v2", 1))) {
            world.traffic.darkErrors = 0.2;

            Ending ending = world.finish(world.begin(Trial.present().in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertUntouched(world);
        }
    }

    @Test
    void theOldVersionWaitsInTheRouteAsLongAsWasAsked() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.given(world)
                    .promoting(Promotion.Mode.AUTO, Duration.ofHours(1))
                    .in(world));
            world.drive(run, Entry.Verified.class);

            String kept = world.now().get("virtualservices.networking.istio.io/reviews");
            Ending ending = world.finish(run);

            assertThat(kept).contains("subset=v1}, weight=0");
            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertShifted(world);
        }
    }

    @Test
    void aPromotionThatIsRuedWhileTheOldVersionWaitsIsTakenBack() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.given(world)
                    .promoting(Promotion.Mode.AUTO, Duration.ofHours(1))
                    .in(world));
            world.drive(run, Entry.Verified.class);
            run.ask(Entry.Request.ROLL_BACK, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.ROLLED_BACK_BY_HAND, 1);
            assertThat(world.now()).isEqualTo(world.before());
            assertThat(world.traffic.failed).isZero();
        }
    }

    @Test
    void aVersionThatWasThereGetsItsOwnSizeBackWhenItsPromotionIsTakenBack() {
        try (World world =
                new World(Scenes.subsets().replace("replicas: 1", "replicas: 3") + Scenes.deployment("v2", 1))) {
            Run run = world.begin(Trial.present()
                    .promoting(Promotion.Mode.AUTO, Duration.ofHours(1))
                    .in(world));
            world.drive(run, Entry.Verified.class);
            String promoted = world.now().get("deployments.apps/reviews-v2");
            run.ask(Entry.Request.ROLL_BACK, "a person");

            world.finish(run);

            assertThat(promoted).contains("replicas=3");
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    @Test
    void aBreachEndsARunEarlyWhereThatWasAsked() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.darkErrors = 0.5;
            Run run = world.begin(Trial.clones().ticking(1, 20).failingFast().in(world));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertThat(run.journal().all(Entry.Iterated.class)).hasSizeLessThan(4);
            assertUntouched(world);
        }
    }

    @Test
    void aVersionThatIsNeverReadyViolates() {
        try (World world = new World(Scenes.subsets())) {
            world.pods.breakImage(":v2");

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.NEVER_READY, 1);
            assertThat(ending.because()).contains("ImagePullBackOff");
            assertUntouched(world);
        }
    }

    @Test
    void withoutTrafficThereIsNoEvidence() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Mirrored.class);
            world.traffic.rate = 0;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, 2);
            assertUntouched(world);
        }
    }

    @Test
    void copiesThatNeverArriveAreNoEvidenceOfHealth() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.lostCopies = 1;

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_NOT_FLOWING, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aMirrorThatLosesCopiesDoesNotPromote() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.lostCopies = 0.5;

            Ending ending =
                    world.finish(world.begin(Trial.clones().ticking(1, 10).in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_LOSSY, 2);
            assertUntouched(world);
        }
    }

    @Test
    void requestsBeforeTheMirrorOpensContaminate() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.strayRate = 3;

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
            assertThat(ending.because()).contains("before the mirror opened");
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    @Test
    void requestsBesideTheCopiesContaminate() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(1, 10).in(world));
            world.drive(run, Entry.Flowing.class);
            world.traffic.strayRate = 10;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    @Test
    void aMirrorThatHurtsTheLiveVersionGoes() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.liveErrorsWhileMirrored = 0.3;
            Run run = world.begin(Trial.clones().ticking(1, 20).in(world));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.LIVE_HURT, 2);
            assertThat(run.journal().all(Entry.Iterated.class)).hasSizeLessThan(4);
            assertUntouched(world);
        }
    }

    @Test
    void aLiveVersionThatBreaksItsObjectivesIsLeftAlone() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.liveErrors = 0.2;
            world.begin();

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.LIVE_BREACHING, 4);
            assertUntouched(world);
        }
    }

    @Test
    void onlyTheMethodsThatMayBeRepeatedAreCopied() {
        try (World world = new World(Scenes.plain())) {
            Ending ending = world.finish(world.begin(
                    Trial.clones().via(Mirror.Via.ISTIO, Mirror.SAFE_METHODS).in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertDarkStayedDark(world);
            assertThat(world.now()).isEqualTo(promoted(world.before()));
        }
    }

    @Test
    void aMirrorOfTheUserIsOnlyWatched() {
        try (World world = new World(Scenes.mirrored())) {
            Map<String, String> all = Objects.all(world.api.view());

            Ending ending = world.finish(world.begin(Trial.adopted().in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertThat(Objects.all(world.api.view())).isEqualTo(all);
        }
    }

    @Test
    void aVersionUnderTheUsersMirrorThatViolatesIsOnlyReported() {
        try (World world = new World(Scenes.mirrored())) {
            world.traffic.darkErrors = 0.2;
            Map<String, String> all = Objects.all(world.api.view());

            Ending ending = world.finish(world.begin(Trial.adopted().in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.OBSERVED, Cause.OBJECTIVE_BREACHED, 1);
            assertThat(Objects.all(world.api.view())).isEqualTo(all);
        }
    }

    @Test
    void aVersionUnderTheUsersMirrorIsPromotedWhereThatWasAsked() {
        try (World world = new World(Scenes.mirrored())) {
            Ending ending = world.finish(world.begin(Trial.adopted()
                    .promoting(Promotion.Mode.AUTO, Duration.ZERO)
                    .in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(world.now().get("virtualservices.networking.istio.io/reviews"))
                    .contains("route=[{destination={host=reviews, subset=v2}, weight=100}");
        }
    }

    @Test
    void whereNobodyPromotesAConformingVersionGoesAgain() {
        try (World world = new World(Scenes.plain())) {
            Ending ending = world.finish(world.begin(
                    Trial.clones().promoting(Promotion.Mode.NONE, Duration.ZERO).in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertUntouched(world);
        }
    }

    static void assertEnding(Ending ending, Verdict verdict, Outcome outcome, Cause cause, int exitCode) {
        assertThat(List.<Object>of(ending.verdict(), ending.outcome(), ending.cause(), ending.exitCode()))
                .as(ending.because())
                .isEqualTo(List.<Object>of(verdict, outcome, cause, exitCode));
    }

    /** Everything is as it was, and no user noticed. */
    static void assertUntouched(World world) {
        assertThat(world.now()).isEqualTo(world.before());
        assertDarkStayedDark(world);
    }

    static void assertDarkStayedDark(World world) {
        assertThat(world.traffic.leaked)
                .as("users' requests at the dark version")
                .isZero();
        assertThat(world.traffic.darkWithoutMirror)
                .as("requests at the dark version while nothing mirrored")
                .isZero();
        assertThat(world.traffic.failed).as("users' requests that failed").isZero();
    }

    /** The same objects, but the live Deployment runs the image that was judged. */
    static Map<String, String> promoted(Map<String, String> before) {
        Map<String, String> after = new TreeMap<>();
        before.forEach((name, text) -> after.put(
                name.replace("of example/reviews:v1", "of " + NEW_IMAGE),
                text.replace("image=example/reviews:v1,", "image=" + NEW_IMAGE + ",")));
        return after;
    }

    /** Users are served by v2 alone, nothing of the gate is left but the promotion, and the old version is still there. */
    static void assertShifted(World world) {
        Map<String, String> now = world.now();
        assertThat(world.traffic.leaked).isZero();
        assertThat(world.traffic.failed).isZero();
        assertThat(now).containsKey("deployments.apps/reviews-v2");
        assertThat(now.get("deployments.apps/reviews-v1"))
                .isEqualTo(world.before().get("deployments.apps/reviews-v1"));
        assertThat(now.values())
                .noneMatch(text -> text.contains("mirror-experiment-dark")
                        || text.contains("mirror-experiment-live")
                        || text.contains("mirror=")
                        || text.contains("before-")
                        || text.contains("managed-by"));
        double before = world.traffic.dark;
        world.move(Duration.ofSeconds(10));
        assertThat(world.traffic.dark - before).as("requests that v2 serves").isEqualTo(10 * world.traffic.rate);
    }
}
