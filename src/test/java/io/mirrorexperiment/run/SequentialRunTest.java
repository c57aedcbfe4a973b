package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs by the sequential rule; half of the requests are copied, ten seconds lie between two ticks. */
@Timeout(120)
class SequentialRunTest {
    /** 570 error-free requests show at most 1 %: after five looks at a hundred each, the sixth comes when the last seventy are there. */
    @Test
    void anErrorFreeVersionIsPromotedBetweenTwoTicksAsSoonAsTheEvidenceSuffices() {
        try (World world = new World(Scenes.plain())) {
            world.traffic.rate = 100;

            Run run = world.begin(sequential(world, Duration.ZERO));

            assertThat(world.finish(run).outcome()).isEqualTo(Outcome.PROMOTED);
            List<Entry.Iterated> looks = run.journal().all(Entry.Iterated.class).toList();
            assertThat(looks).extracting(Entry.Iterated::tick).containsExactly(1, 1, 1, 1, 2, 2);
            assertThat(last(run.journal()).dark().requests()).isBetween(570L, 599L);
        }
    }

    @Test
    void aBadVersionIsRolledBackInTheSoakAndAGoodOneWaitsForItsEnd() {
        try (World world = new World(Scenes.plain())) {
            world.traffic.darkErrors = 0.05;
            Run bad = world.begin(sequential(world, Duration.ofSeconds(60)));
            assertThat(world.finish(bad).verdict()).isEqualTo(Verdict.VIOLATES);
            assertThat(sinceWarmUp(bad.journal())).isLessThan(Duration.ofSeconds(60));

            world.traffic.darkErrors = 0;
            world.traffic.rate = 100;
            Run good = world.begin(sequential(world, Duration.ofSeconds(60)));
            assertThat(world.finish(good).verdict()).isEqualTo(Verdict.CONFORMS);
            assertThat(sinceWarmUp(good.journal())).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(63));
        }
    }

    @Test
    void aRunThatDiesAfterEveryLookDecidesAtTheSameRequestWithTheSameEvidence(@TempDir Path folder) {
        Journal whole = played(folder.resolve("whole"), false);
        Journal killed = played(folder.resolve("killed"), true);

        assertThat(last(killed).dark()).isEqualTo(last(whole).dark());
        assertThat(last(killed).assessments()).isEqualTo(last(whole).assessments());
        assertThat(last(killed).ledger()).isEqualTo(last(whole).ledger());
        assertThat(last(whole).ledger().map(Ledger::looks))
                .hasValueSatisfying(looks -> assertThat(looks).isGreaterThan(2));
        assertThat(killed.last(Entry.Judged.class).orElseThrow().verdict()).isEqualTo(Verdict.VIOLATES);
    }

    /** The ledger stays with the newest look only. */
    @Test
    void olderLooksForgetTheLedger(@TempDir Path folder) {
        Journal journal = played(folder, false);

        assertThat(journal.all(Entry.Iterated.class)
                        .filter(look -> look.ledger().isPresent()))
                .containsExactly(last(journal));
    }

    /** Three times the limit at 50 copies a second. */
    private static Journal played(Path folder, boolean dying) {
        try (World world = new World(Scenes.plain())) {
            world.traffic.rate = 100;
            world.traffic.darkErrors = 0.03;
            JournalStore store = new FileStore(folder);
            Run run = world.keep(world.engine(store).begin(sequential(world, Duration.ofMinutes(2)), "tester"));
            for (int moves = 0; moves < 2000 && !run.journal().has(Entry.Finished.class); moves++) {
                world.calm();
                Standing standing = run.advance();
                if (!standing.finished()) {
                    world.moveTo(standing.next());
                }
                run = dying ? world.keep(world.engine(store).find(run.id()).orElseThrow()) : run;
            }
            return run.journal();
        }
    }

    private static Entry.Iterated last(Journal journal) {
        return journal.last(Entry.Iterated.class).orElseThrow();
    }

    private static Duration sinceWarmUp(Journal journal) {
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        return Duration.between(
                flowing.plusSeconds(10),
                journal.last(Entry.Judged.class).orElseThrow().at());
    }

    private static Experiment sequential(World world, Duration soak) {
        Experiment point = Trial.clones().ticking(1, 60).in(world);
        return new Experiment(
                point.namespace(),
                point.name(),
                point.service(),
                point.live(),
                point.dark(),
                point.mirror(),
                point.metrics(),
                point.objectives(),
                point.cadence(),
                new Decision(Decision.Rule.SEQUENTIAL, .01, .05, soak, false),
                point.promotion(),
                point.onInconclusive(),
                point.baseline());
    }
}
