package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertDarkStayedDark;
import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static io.mirrorexperiment.run.EndingsTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people may ask of a run, and when it is too late. */
@Timeout(60)
class PeopleTest {
    private static World lossy() {
        World world = new World(Scenes.plain());
        world.traffic.lostCopies = 1;
        return world;
    }

    private static Run held(World world) {
        Run run = world.begin(Trial.clones().holding().in(world));
        world.drive(run, Entry.Held.class);
        return run;
    }

    private static Run awaited(World world) {
        Run run = world.begin(
                Trial.clones().promoting(Promotion.Mode.MANUAL, Duration.ZERO).in(world));
        world.drive(run, Entry.Awaited.class);
        return run;
    }

    @Test
    void aHeldVersionIsPinnedAndNotMirroredAndSaysSo() {
        try (World world = lossy()) {
            Run run = held(world);

            assertThat(Conclusion.of(run.journal()).orElseThrow().outcome()).isEqualTo(Outcome.HELD);
            assertThat(world.now().get("virtualservices.networking.istio.io/reviews"))
                    .contains("mirror-experiment-live")
                    .doesNotContain("mirror=");
            assertDarkStayedDark(world);
        }
    }

    @Test
    void aHeldVersionCanBePromotedByHand() {
        try (World world = lossy()) {
            Run run = held(world);
            run.ask(Request.PROMOTE, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.PROMOTED, Cause.PROMOTED_BY_HAND, 0);
            assertThat(world.now()).isEqualTo(promoted(world.before()));
        }
    }

    @Test
    void aHeldVersionThatIsNotWhatWasJudgedAnyMoreIsNotPromotedByHand() {
        try (World world = lossy()) {
            Run run = held(world);
            world.cluster()
                    .list(io.mirrorexperiment.manifest.Kind.LEASE, java.util.Optional.of("default"), java.util.Map.of())
                    .forEach(world.cluster()::delete);
            run.ask(Request.PROMOTE, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aHeldVersionCanBeRolledBackByHand() {
        try (World world = lossy()) {
            Run run = held(world);
            run.ask(Request.ROLL_BACK, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROLLED_BACK_BY_HAND, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aHeldVersionThatNobodyDecidesOnGoes() {
        try (World world = lossy()) {
            Ending ending = world.finish(held(world));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_NOT_FLOWING, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aConformingVersionWaitsForAPersonWhoPromotesIt() {
        try (World world = new World(Scenes.plain())) {
            Run run = awaited(world);
            run.ask(Request.PROMOTE, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.PROMOTED_BY_HAND, 0);
            assertThat(world.now()).isEqualTo(promoted(world.before()));
        }
    }

    @Test
    void aConformingVersionWaitsForAPersonWhoRollsItBack() {
        try (World world = new World(Scenes.plain())) {
            Run run = awaited(world);
            run.ask(Request.ROLL_BACK, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.ROLLED_BACK_BY_HAND, 1);
            assertUntouched(world);
        }
    }

    @Test
    void aConformingVersionThatNobodyPromotesInTimeGoes() {
        try (World world = new World(Scenes.plain())) {
            Ending ending = world.finish(awaited(world));

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.UNANSWERED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aPromotionAskedForBeforeThereIsAVerdictIsNotHeeded() {
        try (World world = lossy()) {
            Run run = world.begin(Trial.clones().holding().in(world));
            world.drive(run, Entry.Mirrored.class);
            run.ask(Request.PROMOTE, "a hasty person");

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertUntouched(world);
        }
    }

    @Test
    void aRunCanBeAbortedBeforeItHasAPlan() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            run.ask(Request.ABORT, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, 130);
            assertUntouched(world);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Entry.Prepared.class,
                Entry.Pinned.class,
                Entry.Deployed.class,
                Entry.Baselined.class,
                Entry.Mirrored.class,
                Entry.Flowing.class,
                Entry.Iterated.class,
                Entry.Unmirrored.class
            })
    void aRunCanBeAbortedUntilThePromotionBegins(Class<? extends Entry> when) {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, when);
            run.ask(Request.ABORT, "a person");

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(ending.exitCode()).isEqualTo(130);
            assertUntouched(world);
        }
    }

    @Test
    void anAbortAfterThePointOfNoReturnIsTooLateAndTheEndSaysSo() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.given(world).in(world));
            world.drive(run, Entry.Committed.class);
            run.ask(Request.ABORT, "a late person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(ending.because()).contains("a late person asked to stop");
        }
    }

    @Test
    void aPromotedImageThatDoesNotServeIsTakenBack() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Unmirrored.class);
            world.pods.breakImage("@sha256");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.PROMOTION_FAILED, 1);
            assertUntouched(world);
        }
    }
}
