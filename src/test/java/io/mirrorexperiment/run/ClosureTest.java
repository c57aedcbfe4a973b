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
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mirror is shut when copies end, not when the route says so: the mesh's control plane may be down. */
@Timeout(60)
class ClosureTest {
    @Test
    void aMeshThatHasNotHeardOfTheShutMirrorIsWaitedFor() {
        try (World world = new World(Scenes.subsets())) {
            Run run = mirroring(world, Trial.clones().ticking(1, 4));
            world.traffic.darkErrors = 0.5;
            world.traffic.deaf = true;
            world.drive(run, Entry.Unmirrored.class);
            Instant shut = world.clock.instant();

            Standing standing = world.drive(run, any -> world.clock.instant().isAfter(shut.plusSeconds(50)));
            assertThat(world.now()).containsKey("deployments.apps/reviews-v2");
            assertThat(standing.words())
                    .contains("the route has no mirror any more, but the dark version got", "is istiod running?");
            world.traffic.deaf = false;
            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertUntouched(world);
            assertThat(world.traffic.failed).isZero();
        }
    }

    @Test
    void countersThatNobodyHasScrapedAnewDoNotMeanThatNothingIsCopied() {
        try (World world = new World(Scenes.subsets())) {
            Run run = mirroring(world, Trial.clones());
            world.traffic.deaf = true;
            world.drive(run, Entry.Unmirrored.class);
            Instant shut = world.clock.instant();
            world.traffic.unscraped = Set.of("reviews-v1", "reviews-v2");

            world.drive(run, any -> world.clock.instant().isAfter(shut.plusSeconds(20)));

            assertThat(world.now()).containsKey("deployments.apps/reviews-v2");
        }
    }

    @Test
    void nobodyIsAskedToDecideWhileCopiesStillArrive() {
        try (World world = new World(Scenes.subsets())) {
            Run run = mirroring(world, Trial.clones().promoting(Promotion.Mode.MANUAL, Duration.ZERO));
            world.traffic.deaf = true;
            world.drive(run, Entry.Unmirrored.class);
            Instant shut = world.clock.instant();

            Standing standing = world.drive(run, any -> world.clock.instant().isAfter(shut.plusSeconds(40)));
            assertThat(standing.journal().has(Entry.Awaited.class)).isFalse();
            world.traffic.deaf = false;
            world.drive(run, Entry.Awaited.class);
        }
    }

    @Test
    void aMirrorThatCannotBeShutEndsStuck() {
        try (World world = new World(Scenes.subsets())) {
            Run run = mirroring(world, Trial.clones());
            world.traffic.deaf = true;

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.STUCK);
            assertThat(ending.exitCode()).isEqualTo(5);
            assertThat(ending.because()).contains("the mesh has not taken the change over");
        }
    }

    @Test
    void withoutCountersTimeAloneMustDo() {
        try (World world = new World(Scenes.subsets())) {
            Run run = mirroring(world, Trial.clones());
            world.metrics.faults().answerStatus(503);
            world.drive(run, Entry.Unmirrored.class);
            Instant shut = world.clock.instant();
            world.drive(run, Entry.DarkRemoved.class);

            assertThat(world.clock.instant()).isAfterOrEqualTo(shut.plusSeconds(30));
            assertEnding(world.finish(run), Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, 2);
            assertUntouched(world);
        }
    }

    @Test
    void strangersWhoKeepAskingTheDarkVersionDoNotKeepItAlive() {
        try (World world = new World(Scenes.subsets())) {
            Run run = mirroring(world, Trial.clones());
            world.traffic.strayRate = 20;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    private static Run mirroring(World world, Trial trial) {
        Run run = world.begin(trial.in(world));
        world.drive(run, Entry.Iterated.class);
        return run;
    }
}
