package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertDarkStayedDark;
import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that lead 20 % of the users' requests to v2 themselves, beside 80 % to v1, while half of all are copied to v3. */
@Timeout(120)
class DividingRunTest {
    private static final Map<String, Integer> WEIGHTS = Map.of("v1", 80, "v2", 20);

    static Stream<Arguments> scenes() {
        return Stream.of(
                Arguments.of("a route with subsets", Scenes.subsets()),
                Arguments.of("a route without subsets", Scenes.plain()));
    }

    private static World with(String scene) {
        World world = new World(scene + Scenes.deployment("v2", 1));
        world.traffic.liveVersions = Set.of("v1", "v2");
        // Without a subset in the route v2 had its part of the requests before anybody divided them.
        world.traffic.leaked = 0;
        world.traffic.darkWithoutMirror = 0;
        return world;
    }

    private static Trial clone3() {
        return Trial.clones()
                .from(new DarkSource.Clone("v3", "example/reviews:v3"))
                .dividing(WEIGHTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void requestsAreDividedWhileTheMirrorIsOpenAndTheRouteIsAsItWasAfterwards(String name, String scene) {
        try (World world = with(scene)) {
            Run run = world.begin(clone3().in(world));
            world.drive(run, Entry.Flowing.class);
            double before = requests(world, "reviews-v2");
            world.moveTo(world.clock.instant().plus(Duration.ofSeconds(10)));
            double atV2 = requests(world, "reviews-v2") - before;

            Ending ending = world.finish(run);

            assertThat(atV2).as("of 100 requests").isEqualTo(20, offset(1.0));
            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertDarkStayedDark(world);
            assertThat(route(world)).isEqualTo(world.before().get(ROUTE));
            MirrorProof proof =
                    run.journal().last(Entry.Iterated.class).orElseThrow().proof();
            assertThat(proof.standing()).isEqualTo(MirrorProof.Standing.PROVEN);
            assertThat(proof.share()).isEqualTo(0.5, offset(0.03));
            assertThat(run.journal().format()).isEqualTo(8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void aViolatingVersionLeavesNoTraceOfTheDivision(String name, String scene) {
        try (World world = with(scene)) {
            world.traffic.darkErrors = 0.2;

            Ending ending = world.finish(world.begin(clone3().in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertUntouched(world);
        }
    }

    @Test
    void aPersonWhoStopsTheRunStopsTheDivision() {
        try (World world = with(Scenes.subsets())) {
            Run run = world.begin(clone3().in(world));
            world.drive(run, Entry.Flowing.class);
            run.ask(Entry.Request.ABORT, "a person");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, 130);
            assertUntouched(world);
        }
    }

    @Test
    void aVersionThatFailsTheUsersItWasGivenHurtsLiveAndTheDivisionGoes() {
        try (World world = with(Scenes.subsets())) {
            world.traffic.besideErrors = 0.8;

            Ending ending = world.finish(world.begin(clone3().ticking(1, 6).in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.LIVE_HURT, 2);
            assertUntouched(world);
        }
    }

    @Test
    void usersAreNotLedToAVersionThatDoesNotServe() {
        try (World world = new World(Scenes.subsets() + Scenes.deployment("v2", 0))) {
            Draft draft = world.engine().draft(clone3().in(world));

            assertThat(((Draft.Impossible) draft).because())
                    .startsWith("spec.shift leads users' requests to Deployment default/reviews-v2, which");
        }
    }

    @Test
    void whoAsksForAVersionThatIsNotThereIsToldBeforeAnythingIsTouched() {
        try (World world = new World(Scenes.subsets())) {
            Draft draft = world.engine().draft(clone3().in(world));

            assertThat(((Draft.Impossible) draft).because()).contains("no Deployment behind");
        }
    }

    @Test
    void aRunThatWasKilledIsRestoredFromItsClaimWithItsDivision() {
        try (World world = with(Scenes.subsets())) {
            Run run = world.begin(clone3().in(world));
            world.drive(run, Entry.Flowing.class);

            Undo undo = new Undo(world.cluster(), world.engine(new MemoryStore()));
            world.finish(world.keep(undo.restore(undo.claims(Optional.empty()).get(0), "a person")
                    .orElseThrow()));
            world.calm();

            assertThat(route(world)).isEqualTo(world.before().get(ROUTE));
        }
    }

    private static final String ROUTE = "virtualservices.networking.istio.io/reviews";

    private static String route(World world) {
        return world.now().getOrDefault(ROUTE, "gone");
    }

    private static double requests(World world, String workload) {
        return world.traffic.requests(workload);
    }
}
