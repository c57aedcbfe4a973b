package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills a run on Knative before or after every writing API call and every save, and compares with the run that nobody killed. */
class RevisionKillsTest {
    private static final int FAR = 10_000;

    /** A way that a run can go; {@code person} is asked between any two advances. */
    private record Way(
            String name,
            RevisionTrial trial,
            List<String> scene,
            Consumer<RevisionWorld> setting,
            Consumer<Run> person) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        List<String> watched = List.of(RevisionTrial.live(), RevisionTrial.dark(), RevisionTrial.pair());
        List<String> domain = List.of(RevisionTrial.live(), RevisionTrial.domain());
        return Stream.of(
                new Way("a revision is deployed and promoted", RevisionTrial.stamped(), domain, world -> {}, run -> {}),
                new Way(
                        "a revision is deployed and promoted with a route of its own",
                        RevisionTrial.hosted(),
                        List.of(RevisionTrial.live()),
                        world -> {},
                        run -> {}),
                new Way(
                        "a revision is deployed and violates",
                        RevisionTrial.stamped(),
                        domain,
                        world -> world.requests.darkErrors = 0.5,
                        run -> {}),
                new Way(
                        "a revision of the user's is promoted",
                        RevisionTrial.watched(),
                        watched,
                        world -> {},
                        run -> {}),
                new Way(
                        "a revision's promotion is rued",
                        RevisionTrial.watched().promoting(Promotion.Mode.AUTO, Duration.ofHours(1)),
                        watched,
                        world -> {},
                        run -> KillsTest.askOnce(run, Entry.Request.ROLL_BACK, Entry.Verified.class)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    @Timeout(300)
    void aKilledRunComesToTheSameEnd(Way way, @TempDir Path folder) throws Exception {
        End whole = play(way, folder, FAR, false);

        List<Future<End>> plays = new ArrayList<>();
        ExecutorService cores = Executors.newFixedThreadPool(2);
        try {
            for (int fatal = 1; fatal <= whole.effects(); fatal++) {
                int effect = fatal;
                KillsTest.sides(effect)
                        .forEach(after -> plays.add(cores.submit(() -> play(way, folder, effect, after))));
            }
            for (Future<End> play : plays) {
                End killed = play.get();
                assertThat(killed.ending()).as(killed.story()).isEqualTo(whole.ending());
                assertThat(Objects.differences(whole.objects(), killed.objects()))
                        .as(killed.story())
                        .isEmpty();
            }
        } finally {
            cores.shutdownNow();
        }

        System.out.printf("%s: %d effects, killed %d times%n", way, whole.effects(), plays.size());
    }

    /** How a play ended, without what differs from one to the other. */
    private record End(Ending ending, Map<String, String> objects, int effects, String story) {}

    private static End play(Way way, Path folder, int fatal, boolean after) throws IOException {
        try (RevisionWorld world = new RevisionWorld(way.scene().toArray(String[]::new))) {
            way.setting().accept(world);
            Path home = Files.createTempDirectory(folder, "home");
            Deadly deadly = new Deadly(new FileStore(home), world.api.faults(), fatal, after);
            deadly.arm();
            try {
                live(
                        world,
                        way,
                        world.keep(world.engine(deadly).begin(way.trial().in(world), "tester")));
            } catch (Deadly.Killed killed) {
                world.api.faults().clear();
            }
            world.api.faults().clear();
            Runs again = world.engine(new FileStore(home));
            Run run = world.keep(again.find(new RunId("default", "sample-app-v2", 1))
                    .orElseGet(() -> again.begin(way.trial().in(world), "tester")));
            Ending ending = live(world, way, run);
            String story = way + ", killed " + (after ? "after" : "before") + " effect " + fatal + ": "
                    + run.journal().entries().stream().map(Entry::word).toList();
            assertThat(world.requests.leaked).as(story).isZero();
            assertThat(world.requests.failed).as(story).isZero();
            return new End(
                    new Ending(ending.verdict(), ending.outcome(), ending.cause(), ""),
                    world.now(),
                    deadly.effects(),
                    story);
        }
    }

    private static Ending live(RevisionWorld world, Way way, Run run) {
        Optional<Ending> ending = Optional.empty();
        while (ending.isEmpty()) {
            world.calm();
            Standing standing = run.advance();
            ending = standing.journal().last(Entry.Finished.class).map(Entry.Finished::ending);
            if (ending.isEmpty()) {
                way.person().accept(run);
                boolean asked = run.journal().entries().size()
                        > standing.journal().entries().size();
                world.moveTo(asked ? world.clock.instant() : standing.next());
            }
        }
        return ending.get();
    }
}
