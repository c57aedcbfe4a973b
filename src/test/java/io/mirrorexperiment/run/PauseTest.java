package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertDarkStayedDark;
import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.workload.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that stops before its mirror, and a mirror that is shut before there is a verdict: what pipelines do that act in between. */
@Timeout(60)
class PauseTest {
    private static Run begun(World world, Trial trial) {
        Run run = world.begin(trial.in(world));
        run.ask(Request.PAUSE, "a pipeline");
        return run;
    }

    private static Run paused(World world, Trial trial) {
        Run run = begun(world, trial);
        world.drive(run, Entry.Paused.class);
        return run;
    }

    @Test
    void stopsWithAReadyDarkVersionAndAShutMirror() {
        try (World world = new World(Scenes.plain())) {
            Run run = begun(world, Trial.clones());

            Standing standing = world.drive(run, Entry.Paused.class);

            Instant until = run.journal().last(Entry.Paused.class).orElseThrow().until();
            assertThat(standing.move()).isEqualTo(new Move.Rest(until, Move.Wait.PAUSE));
            assertThat(until).isEqualTo(world.clock.instant().plus(Duration.ofHours(1)));
            assertThat(run.journal().has(Entry.Ready.class)).isTrue();
            assertThat(run.journal().has(Entry.Baselined.class)).isFalse();
            assertThat(world.now().get("virtualservices.networking.istio.io/reviews"))
                    .contains("mirror-experiment-live")
                    .doesNotContain("mirror=");
            assertDarkStayedDark(world);
        }
    }

    @Test
    void goesOnWithAFreshBaselineToItsVerdict() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.moveTo(world.clock.instant().plus(Duration.ofMinutes(40)));
            Instant word = world.clock.instant();
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().last(Entry.Baselined.class).orElseThrow().at())
                    .isAfter(word);
        }
    }

    @Test
    void doesNotHoldAgainstTheDarkVersionThatItWasTriedOutMeanwhile() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.traffic.strayRate = 5;
            world.move(Duration.ofSeconds(20));
            world.traffic.strayRate = 0;
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    /** What was called before the word is counted after it: the next scrape tells. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotTakeALateScrapeForAStranger(boolean known) {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.traffic.strayRate = known ? 5 : 0;
            world.move(Duration.ofSeconds(5));
            world.traffic.unscraped = Set.of(dark(world, run).name());
            world.traffic.strayRate = 5;
            world.move(Duration.ofSeconds(2));
            world.traffic.strayRate = 0;
            run.ask(Request.MIRROR, "a pipeline");
            run.advance();
            world.move(Duration.ofSeconds(2));
            world.traffic.unscraped = Set.of();

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @Test
    void doesNotOpenTheMirrorWhileSomebodyStillCallsTheDarkVersion() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.traffic.strayRate = 1;
            world.move(Duration.ofSeconds(20));
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
            assertThat(run.journal().has(Entry.Mirrored.class)).isFalse();
        }
    }

    @Test
    void doesNotOpenTheMirrorWhereNoScrapeTellsWhoCallsTheDarkVersion() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.traffic.strayRate = 1;
            world.move(Duration.ofSeconds(20));
            world.traffic.strayRate = 0;
            world.traffic.unscraped = Set.of(dark(world, run).name());
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, 2);
            assertThat(ending.because()).contains("that takes two scrapes");
            assertThat(run.journal().has(Entry.Mirrored.class)).isFalse();
        }
    }

    @Test
    void doesNotStopWhereSomebodyLetItGoOnBefore() {
        try (World world = new World(Scenes.plain())) {
            Run run = begun(world, Trial.clones());
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().has(Entry.Paused.class)).isFalse();
        }
    }

    @Test
    void stopsAlsoWhereItWasAskedToOnItsWay() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Deployed.class);
            run.ask(Request.PAUSE, "a pipeline");

            world.drive(run, Entry.Paused.class);

            assertThat(run.journal().has(Entry.Baselined.class)).isFalse();
            assertThat(run.journal().deadline()).isEqualTo(claim(world).deadline());
        }
    }

    @Test
    void stopsOnceMoreWhereItWasAskedToBeforeTheBaseline() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            run.ask(Request.MIRROR, "a pipeline");
            run.ask(Request.PAUSE, "a person");

            Standing standing =
                    world.drive(run, each -> each.move() instanceof Move.Rest rest && rest.why() == Move.Wait.PAUSE);

            assertThat(standing.journal().all(Entry.Paused.class)).hasSize(2);
            assertThat(standing.journal().has(Entry.Baselined.class)).isFalse();
        }
    }

    /** The mirror may be open by then, whatever the journal says. */
    @Test
    void isTooLateToStopOnceTheBaselineIsTaken() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Baselined.class);
            run.ask(Request.PAUSE, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().has(Entry.Paused.class)).isFalse();
        }
    }

    @Test
    void endsUnansweredAndIsNeverHeldWhereNobodyLetsItGoOn() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones().holding());

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.UNANSWERED, 2);
            assertThat(run.journal().has(Entry.Held.class)).isFalse();
            assertUntouched(world);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Request.class,
            names = {"ABORT", "ROLL_BACK"})
    void isRolledBackWhereSomebodySaysSo(Request request) {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            run.ask(request, "a person");

            Ending ending = world.finish(run);

            boolean aborted = request == Request.ABORT;
            assertEnding(
                    ending,
                    Verdict.INCONCLUSIVE,
                    aborted ? Outcome.ABORTED : Outcome.ROLLED_BACK,
                    aborted ? Cause.ABORTED : Cause.ROLLED_BACK_BY_HAND,
                    aborted ? 130 : 2);
            assertUntouched(world);
        }
    }

    @Test
    void isNotPromotedByAWordWhileNothingConforms() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones().promoting(Promotion.Mode.MANUAL, Duration.ZERO));
            run.ask(Request.PROMOTE, "a hasty person");

            Standing standing = run.advance();

            assertThat(standing.move()).isInstanceOfSatisfying(Move.Rest.class, rest -> assertThat(rest.why())
                    .isEqualTo(Move.Wait.PAUSE));
        }
    }

    @Test
    void doesNotOpenTheMirrorOnADarkVersionThatDiedMeanwhile() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.cluster().delete(dark(world, run));
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.NEVER_READY, 1);
            assertThat(ending.because())
                    .contains("after the stop before the mirror")
                    .contains("is gone");
            assertThat(run.journal().has(Entry.Mirrored.class)).isFalse();
            assertUntouched(world);
        }
    }

    @Test
    void doesNotOpenTheMirrorOnADarkVersionThatBecameAnother() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.cluster().replace(Workloads.all().get(0).promoted(dark(world, run), "reviews", "example/reviews:v3"));
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
            assertThat(ending.because()).contains("the dark version's image became");
            assertThat(run.journal().has(Entry.Mirrored.class)).isFalse();
        }
    }

    @Test
    void doesNotOpenTheMirrorOnceTheClaimIsGone() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            world.cluster()
                    .list(Kind.LEASE, Optional.of("default"), java.util.Map.of())
                    .forEach(world.cluster()::delete);
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertThat(run.journal().has(Entry.Mirrored.class)).isFalse();
        }
    }

    @Test
    void keepsItsClaimForTheWholeStopAndNotForMuchLonger() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            StandingClaim claim = claim(world);

            Duration wait = Duration.between(
                    world.clock.instant(),
                    run.journal().last(Entry.Paused.class).orElseThrow().until());

            assertThat(Undo.abandoned(claim, claim(world), wait)).isFalse();
            assertThat(Undo.abandoned(claim, claim(world), wait.plus(Duration.ofMinutes(15))))
                    .isTrue();
            assertThat(new Undo(world.cluster(), world.engine()).expired(claim)).isFalse();
            assertThat(claim.deadline()).isEqualTo(run.journal().deadline());
        }
    }

    @Test
    void isUndoneFromItsClaimAloneByWhoeverFindsItAbandoned() {
        try (World world = new World(Scenes.plain())) {
            paused(world, Trial.clones());

            Run undone = new Undo(world.cluster(), world.engine())
                    .restore(claim(world), "a reaper")
                    .orElseThrow();

            assertThat(world.finish(world.keep(undone)).outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertUntouched(world);
        }
    }

    /** 1 h is what a promotion, and so the stop, is waited for. */
    @Test
    void mayTakeAsMuchLongerAsItStops() {
        try (World world = new World(Scenes.plain());
                World other = new World(Scenes.plain())) {
            Run straight = world.begin(Trial.clones().in(world));
            world.drive(straight, Entry.Planned.class);
            Run stopping = begun(other, Trial.clones());
            other.drive(stopping, Entry.Planned.class);

            Duration more = Duration.between(
                    straight.journal().deadline().orElseThrow(),
                    stopping.journal().deadline().orElseThrow());

            assertThat(more).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void aWatchedMirrorIsWaitedForToo() {
        try (World world = new World(Scenes.mirrored())) {
            Run run = paused(world, Trial.adopted());
            assertThat(run.journal().has(Entry.Baselined.class)).isFalse();
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Entry.Baselined.class, Entry.Mirrored.class, Entry.Flowing.class, Entry.Iterated.class})
    void aMirrorThatIsShutEndsTheRunWithoutAVerdict(Class<? extends Entry> when) {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, when);
            run.ask(Request.UNMIRROR, "a pipeline");

            run.advance();

            assertThat(run.journal().has(Entry.Unmirrored.class)).as("at once").isTrue();
            Ending ending = world.finish(run);
            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.UNMIRRORED_BY_HAND, 2);
            assertThat(ending.because()).isEqualTo("a pipeline shut the mirror before there was a verdict");
            assertUntouched(world);
        }
    }

    @Test
    void aMirrorThatWasOrderedAndShutBeforeItOpenedNeverOpens() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            run.ask(Request.MIRROR, "a pipeline");
            run.ask(Request.UNMIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.UNMIRRORED_BY_HAND, 2);
            assertThat(run.journal().has(Entry.Mirrored.class)).isFalse();
            assertUntouched(world);
        }
    }

    @Test
    void aMirrorThatIsShutBeforeTheVerdictIsHeldWhereTheSpecSaysSo() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().holding().in(world));
            world.drive(run, Entry.Iterated.class);
            run.ask(Request.UNMIRROR, "a pipeline");

            world.drive(run, Entry.Held.class);

            assertThat(Conclusion.of(run.journal()).orElseThrow())
                    .extracting(Ending::outcome, Ending::cause)
                    .isEqualTo(List.of(Outcome.HELD, Cause.UNMIRRORED_BY_HAND));
        }
    }

    @Test
    void shuttingAMirrorThatNobodyOrderedSaysNothing() {
        try (World world = new World(Scenes.plain())) {
            Run run = paused(world, Trial.clones());
            run.ask(Request.UNMIRROR, "a pipeline");
            run.ask(Request.MIRROR, "a pipeline");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @Test
    void shuttingTheMirrorAfterTheVerdictSaysNothing() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones()
                    .promoting(Promotion.Mode.MANUAL, Duration.ZERO)
                    .in(world));
            world.drive(run, Entry.Awaited.class);
            run.ask(Request.UNMIRROR, "a pipeline");
            run.ask(Request.PROMOTE, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.PROMOTED_BY_HAND, 0);
        }
    }

    private static Manifest dark(World world, Run run) {
        String name =
                run.journal().last(Entry.Planned.class).orElseThrow().plan().dark();
        return world.cluster()
                .read(new Address(Kind.DEPLOYMENT, "default", name))
                .orElseThrow();
    }

    private static StandingClaim claim(World world) {
        return new Undo(world.cluster(), world.engine())
                .claims(Optional.empty())
                .get(0);
    }
}
