package io.mirrorexperiment.run;

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
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More time for a run: how it is counted, what the claim says of it, and when it is too late. */
@Timeout(60)
class ExtensionTest {
    private static final Duration TICK = Duration.ofSeconds(10);

    private static World lossy() {
        World world = new World(Scenes.plain());
        world.traffic.lostCopies = 1;
        return world;
    }

    @Test
    void aRunLooksAsOftenAsItWasExtendedBy() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Iterated.class);

            assertThat(run.extend(3, "a person")).isEmpty();
            assertThat(run.extend(1, "another")).isEmpty();

            Ending ending = world.finish(run);
            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().all(Entry.Iterated.class).map(Entry.Iterated::tick))
                    .containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertThat(run.journal().cadence().ticks()).isEqualTo(7);
            assertThat(run.journal().experiment().cadence().ticks()).isEqualTo(3);
        }
    }

    @Test
    void theNextTickMovesTheDeadlineInTheClaim() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            Standing standing = world.drive(run, Entry.Iterated.class);
            Instant before = claim(world).deadline().orElseThrow();
            run.extend(50, "a person");

            world.moveTo(standing.next());
            run.advance();

            assertThat(claim(world).deadline()).contains(before.plus(TICK.multipliedBy(50)));
            assertThat(run.journal().deadline()).isEqualTo(claim(world).deadline());
        }
    }

    /** A twin that was asleep while the run was extended renews with what it knew. */
    @Test
    void aLateRenewalDoesNotMoveTheDeadlineBack() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().ticking(1, 5).in(world));
            Standing standing = world.drive(run, Entry.Iterated.class);
            Journal old = run.journal();
            run.extend(50, "a person");
            world.moveTo(standing.next());
            run.advance();
            Optional<Instant> moved = claim(world).deadline();
            Runs late = world.engine(new io.mirrorexperiment.journal.MemoryStore());

            world.keep(late.resume(old)).advance();

            assertThat(moved).isNotEqualTo(old.deadline());
            assertThat(claim(world).deadline()).isEqualTo(moved);
        }
    }

    @Test
    void aPlanThatIsMadeAfterwardsCountsTheLooksThatWereAdded() {
        try (World world = new World(Scenes.plain());
                World other = new World(Scenes.plain())) {
            Run plain = world.begin(Trial.clones().in(world));
            world.drive(plain, Entry.Planned.class);
            Run extended = other.begin(Trial.clones().in(other));
            extended.extend(6, "a person");
            other.drive(extended, Entry.Planned.class);

            assertThat(Duration.between(
                            plain.journal().deadline().orElseThrow(),
                            extended.journal().deadline().orElseThrow()))
                    .isEqualTo(TICK.multipliedBy(6));
        }
    }

    /** Promotion expires after 1 h. */
    @Test
    void aRunThatWaitsForAPersonWaitsAsLongOnceMore() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones()
                    .promoting(Promotion.Mode.MANUAL, Duration.ZERO)
                    .in(world));
            world.drive(run, Entry.Awaited.class);
            Instant until =
                    run.journal().last(Entry.Awaited.class).orElseThrow().until();
            world.moveTo(until.minusSeconds(1));

            assertThat(run.extend(1, "a person")).isEmpty();
            Standing standing = run.advance();

            assertThat(standing.move()).isEqualTo(new Move.Rest(until.plus(Duration.ofHours(1)), Move.Wait.ANSWER));
            StandingClaim claim = claim(world);
            assertThat(Undo.abandoned(claim, claim, Duration.ofHours(1))).isFalse();
            assertThat(claim.deadline()).isEqualTo(run.journal().deadline());
            assertThat(claim.deadline().orElseThrow()).isAfter(until.plus(Duration.ofHours(1)));
            run.ask(Request.PROMOTE, "a person");
            assertEnding(world.finish(run), Verdict.CONFORMS, Outcome.PROMOTED, Cause.PROMOTED_BY_HAND, 0);
            assertThat(run.journal().cadence())
                    .isEqualTo(run.journal().experiment().cadence());
        }
    }

    /** The two twins of one extension write one wait down. */
    @Test
    void aHeldRunIsHeldAsLongOnceMoreAndThenGoes() {
        try (World world = lossy()) {
            Run run = world.begin(Trial.clones().holding().in(world));
            world.drive(run, Entry.Held.class);
            Instant until = run.journal().last(Entry.Held.class).orElseThrow().until();
            run.extend(1, "a person");
            run.advance();
            run.advance();

            assertThat(run.journal().all(Entry.Held.class).map(Entry.Held::until))
                    .containsExactly(until, until.plus(Duration.ofHours(24)));
            assertThat(Conclusion.of(run.journal()).orElseThrow().outcome()).isEqualTo(Outcome.HELD);
            Ending ending = world.finish(run);
            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_NOT_FLOWING, 2);
            assertThat(run.journal().last(Entry.DarkRemoved.class).orElseThrow().at())
                    .isAfterOrEqualTo(until.plus(Duration.ofHours(24)));
            assertUntouched(world);
        }
    }

    @Test
    void aStopBeforeTheMirrorIsExtendedAsOftenAsSomebodyAsks() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            run.ask(Request.PAUSE, "a pipeline");
            world.drive(run, Entry.Paused.class);
            Instant until = run.journal().last(Entry.Paused.class).orElseThrow().until();
            run.extend(7, "a person");
            run.extend(7, "a person");

            Standing standing = run.advance();

            assertThat(standing.next()).isEqualTo(until.plus(Duration.ofHours(2)));
            StandingClaim claim = claim(world);
            assertThat(claim.deadline()).isEqualTo(run.journal().deadline());
            assertThat(Undo.abandoned(claim, claim, Duration.ofHours(3))).isFalse();
            run.ask(Request.MIRROR, "a pipeline");
            assertEnding(world.finish(run), Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().last(Entry.Iterated.class).orElseThrow().tick())
                    .isEqualTo(3);
        }
    }

    @Test
    void isRefusedOnceTheRunIsJudgedAndDoesNotWait() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Judged.class);

            assertThat(run.extend(1, "a person")).hasValueSatisfying(words -> assertThat(words)
                    .startsWith("run default.reviews-v2.1 was not extended: "));
            world.finish(run);
            assertThat(run.extend(1, "a person")).contains("run default.reviews-v2.1 was not extended: it has ended");
            assertThat(run.journal().has(Entry.Extended.class)).isFalse();
        }
    }

    @Test
    void isRefusedForARunThatSomebodySentBack() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Iterated.class);
            run.ask(Request.UNMIRROR, "a pipeline");
            Optional<String> shut = run.extend(1, "a person");
            run.ask(Request.ABORT, "a person");

            assertThat(shut).hasValueSatisfying(words -> assertThat(words).endsWith(": its mirror was shut"));
            assertThat(run.extend(1, "a person"))
                    .hasValueSatisfying(words -> assertThat(words).contains("on its way back"));
        }
    }

    @Test
    void isRefusedUnderThePointRuleOnceTheLastLookIsDue() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().ticking(0, 1).in(world));
            Standing standing = world.drive(run, Entry.Flowing.class);
            world.moveTo(standing.next());

            assertThat(run.extend(1, "a person"))
                    .hasValueSatisfying(words -> assertThat(words).contains("its last look decides, and that is due"));
        }
    }

    @Test
    void isBoundedByWhatASpecMaySay() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));

            assertThat(run.extend(0, "p"))
                    .hasValueSatisfying(words -> assertThat(words).contains("at least 1"));
            assertThat(run.extend(Integer.MAX_VALUE, "p"))
                    .hasValueSatisfying(words -> assertThat(words).contains("at most 1000000 are possible"));
            assertThat(run.extend(999_998, "p"))
                    .hasValueSatisfying(words -> assertThat(words).contains("115 days; at most 30 are possible"));
            assertThat(run.extend(250_000, "p")).isEmpty();
        }
    }

    private static StandingClaim claim(World world) {
        return new Undo(world.cluster(), world.engine())
                .claims(Optional.empty())
                .get(0);
    }
}
