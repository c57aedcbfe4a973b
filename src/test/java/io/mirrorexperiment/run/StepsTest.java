package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Promotions in steps. */
@Timeout(300)
class StepsTest {
    private static final List<Map<String, Object>> V1_ONLY =
            List.of(Map.of("route", List.of(Map.of("destination", Map.of("host", "reviews", "subset", "v1")))));

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("a clone", (Function<World, Trial>) world -> Trial.clones()),
                Arguments.of("a version of a file", (Function<World, Trial>) Trial::given));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void liveTrafficGoesOverStepByStep(String name, Function<World, Trial> trial) {
        try (World whole = new World(Scenes.subsets());
                World world = new World(Scenes.subsets())) {
            whole.finish(whole.begin(trial.apply(whole).in(whole)));

            Run run = world.begin(trial.apply(world).stepping(10, 50, 100).in(world));
            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(world.now()).isEqualTo(whole.now());
            assertThat(world.traffic.leaked).isZero();
            assertThat(world.traffic.failed).isZero();
            assertThat(run.journal().all(Entry.Stepped.class).map(Entry.Stepped::percent))
                    .containsExactly(0, 10, 50);
            List.of(10, 50).forEach(percent -> assertShare(run, percent));
        }
    }

    /** What was seen at a step: its share of the requests for its whole interval. */
    private static void assertShare(Run run, int percent) {
        List<Entry.Watched> looks = run.journal()
                .all(Entry.Watched.class)
                .filter(look -> look.percent() == percent)
                .toList();
        Entry.Watched last = looks.get(looks.size() - 1);
        assertThat(Duration.between(looks.get(0).at(), last.at())).isEqualTo(Duration.ofSeconds(30));
        double dark = last.dark().requests();
        assertThat(dark / (dark + last.live().requests())).isEqualTo(percent / 100.0, offset(0.02));
        assertThat(last.assessments()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void aBreachOnLiveTrafficGoesBack(String name, Function<World, Trial> trial) {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(
                    trial.apply(world).stepping(10, 50, 100).failingFast().in(world));
            world.drive(
                    run, standing -> standing.journal().all(Entry.Stepped.class).count() == 3);
            world.traffic.darkErrors = 0.3;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.PROMOTION_BREACHED, 1);
            assertThat(ending.because()).startsWith("at 50 % of the live traffic: error-rate");
            assertUntouched(world);
        }
    }

    @Test
    void aStepWithoutTrafficIsWaitedForAndThenGivenUp() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().stepping(10, 100).in(world));
            world.drive(run, standing -> standing.journal().has(Entry.Watched.class));
            world.traffic.rate = 0;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, 2);
            assertThat(ending.because())
                    .contains("at 10 % of the live traffic there was no evidence")
                    .contains("in 90 s");
            assertUntouched(world);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Entry.Request.class,
            names = {"ABORT", "ROLL_BACK"})
    void aWishToStopInTheMiddleLeadsUsersBack(Entry.Request request) {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().stepping(10, 50, 100).in(world));
            world.drive(run, Entry.Watched.class);
            run.ask(request, "a person");

            Ending ending = world.finish(run);

            boolean abort = request == Entry.Request.ABORT;
            assertEnding(
                    ending,
                    Verdict.CONFORMS,
                    abort ? Outcome.ABORTED : Outcome.ROLLED_BACK,
                    abort ? Cause.ABORTED : Cause.ROLLED_BACK_BY_HAND,
                    abort ? 130 : 1);
            assertUntouched(world);
        }
    }

    @Test
    void aRouteThatSomebodyElseChangesBetweenTwoStepsEndsThePromotion() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().stepping(10, 50, 100).in(world));
            world.drive(run, Entry.Watched.class);
            Cluster writer = world.cluster();
            Manifest route = writer.read(new Address(Kind.VIRTUAL_SERVICE, "default", "reviews"))
                    .orElseThrow();
            writer.replace(route.with(V1_ONLY, "spec", "http"));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertThat(world.traffic.failed).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void whoUndoesTheRunFromItsClaimLeadsUsersBack(String name, Function<World, Trial> trial) {
        try (World world = new World(Scenes.plain())) {
            world.drive(
                    world.begin(trial.apply(world).stepping(10, 50, 100).in(world)),
                    standing -> standing.journal().all(Entry.Stepped.class).count() == 3);
            Undo undo = new Undo(world.cluster(), world.engine(new MemoryStore()));

            Run back =
                    world.keep(undo.restore(undo.claims(Optional.of("default")).get(0), "somebody")
                            .orElseThrow());
            Ending ending = world.finish(back);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertUntouched(world);
        }
    }
}
