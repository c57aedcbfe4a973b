package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills an engine before and after every writing API call and every save, resumes the run with a fresh one, and compares with the run
 * that nobody killed.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KillsTest {
    private static final int FAR = 10_000;

    /**
     * A way that a run can go.
     *
     * @param trial what is tried
     * @param scene in which cluster
     * @param setting what is odd about the world
     * @param person what somebody asks for, looked at between any two advances
     * @param begun what whoever begins it asks for at once
     * @param weather what changes in the world as the run goes on
     */
    private record Way(
            String name,
            Function<World, Trial> trial,
            String scene,
            Consumer<World> setting,
            Consumer<Run> person,
            Consumer<Run> begun,
            BiConsumer<World, Journal> weather) {
        Way(String name, Function<World, Trial> trial, String scene, Consumer<World> setting, Consumer<Run> person) {
            this(name, trial, scene, setting, person, run -> {});
        }

        Way(
                String name,
                Function<World, Trial> trial,
                String scene,
                Consumer<World> setting,
                Consumer<Run> person,
                Consumer<Run> begun) {
            this(name, trial, scene, setting, person, begun, (world, journal) -> {});
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                        way("a clone is promoted", world -> brief(Trial.clones()), Scenes.plain()),
                        way(
                                "the route shifts to a version of a file",
                                world -> brief(Trial.given(world)),
                                Scenes.plain()),
                        way("the route shifts where there was none", world -> brief(Trial.given(world)), Scenes.bare()),
                        way(
                                "a clone gets its share of the live traffic step by step",
                                world -> brief(Trial.clones()).stepping(50, 100),
                                Scenes.plain()),
                        way(
                                "the route shifts step by step",
                                world -> brief(Trial.given(world)).stepping(50, 100),
                                Scenes.subsets()),
                        new Way(
                                "a promotion in steps is stopped in the middle",
                                world -> brief(Trial.clones()).stepping(50, 100),
                                Scenes.bare(),
                                world -> {},
                                run -> askOnce(run, Entry.Request.ABORT, Entry.Watched.class)),
                        new Way(
                                "a promotion in steps is breached by live traffic",
                                world -> brief(Trial.given(world)).stepping(50, 100),
                                Scenes.plain(),
                                world -> {},
                                run -> {},
                                run -> {},
                                (world, journal) ->
                                        world.traffic.darkErrors = journal.has(Entry.Committed.class) ? 0.5 : 0),
                        new Way(
                                "a version of a file takes over from two that share the requests",
                                world -> brief(Trial.given(world, "v3")),
                                Scenes.divided(),
                                world -> world.traffic.liveVersions = Set.of("v1", "v2"),
                                run -> {}),
                        new Way(
                                "a clone is promoted while two versions share the requests",
                                world -> brief(Trial.clones())
                                        .from(new DarkSource.Clone("v3", "example/reviews:v3"))
                                        .dividing(Map.of("v1", 80, "v2", 20)),
                                Scenes.subsets() + Scenes.deployment("v2", 1),
                                world -> world.traffic.liveVersions = Set.of("v1", "v2"),
                                run -> {}),
                        way(
                                "a clone is promoted beside Argo CD",
                                world -> brief(Trial.clones()).patching(),
                                GitopsTest.owned()),
                        way(
                                "a clone is judged by a mirror that others commit",
                                world -> brief(Trial.clones()).printing(),
                                GitopsTest.owned()),
                        new Way(
                                "a mirror that others commit is aborted",
                                world -> brief(Trial.clones()).printing(),
                                GitopsTest.owned(),
                                world -> {},
                                run -> askOnce(run, Entry.Request.ABORT, Entry.Flowing.class)),
                        new Way(
                                "a clone is rolled back",
                                world -> brief(Trial.clones()),
                                Scenes.plain(),
                                world -> world.traffic.darkErrors = 0.5,
                                run -> {}),
                        new Way(
                                "a run is aborted in the middle",
                                world -> brief(Trial.clones()),
                                Scenes.bare(),
                                world -> {},
                                run -> askOnce(run, Entry.Request.ABORT, Entry.Flowing.class)),
                        new Way(
                                "a held version is rolled back by hand",
                                world -> brief(Trial.clones().holding()),
                                Scenes.plain(),
                                world -> world.traffic.lostCopies = 1,
                                run -> askOnce(run, Entry.Request.ROLL_BACK, Entry.Held.class)),
                        new Way(
                                "a run that stopped before the mirror goes on and is extended",
                                world -> brief(Trial.clones()),
                                Scenes.plain(),
                                world -> {},
                                run -> {
                                    askOnce(run, Entry.Request.MIRROR, Entry.Paused.class);
                                    extendOnce(run, Entry.Flowing.class);
                                },
                                KillsTest::pause),
                        new Way(
                                "a run that stopped before the mirror is forgotten after its wait was extended",
                                world -> brief(Trial.clones().holding()),
                                Scenes.bare(),
                                world -> {},
                                run -> extendOnce(run, Entry.Paused.class),
                                KillsTest::pause),
                        new Way(
                                "the mirror is shut before the verdict, and the version held and held on",
                                world -> Trial.clones().holding(),
                                Scenes.subsets(),
                                world -> {},
                                run -> {
                                    askOnce(run, Entry.Request.UNMIRROR, Entry.Iterated.class);
                                    extendOnce(run, Entry.Held.class);
                                }),
                        way(
                                "behind an HTTPRoute of the mesh a clone is promoted",
                                world -> behind(Mirror.Via.AUTO, Trial.clones()),
                                FrontScenes.mesh()),
                        way(
                                "behind an HTTPRoute at a Gateway the selector leads to a version of a file",
                                world -> behind(Mirror.Via.GATEWAY_API, Trial.given(world)),
                                FrontScenes.gateway()),
                        new Way(
                                "behind an HTTPRoute of the mesh a run of some methods is aborted in the middle",
                                world -> brief(Trial.clones().via(Mirror.Via.GATEWAY_API, Mirror.SAFE_METHODS)),
                                FrontScenes.mesh(),
                                world -> {},
                                run -> askOnce(run, Entry.Request.ABORT, Entry.Flowing.class)),
                        new Way(
                                "behind an HTTPRoute of the mesh a shift of the selector is rued",
                                world -> behind(Mirror.Via.GATEWAY_API, Trial.given(world))
                                        .promoting(Promotion.Mode.AUTO, Duration.ofHours(1)),
                                FrontScenes.mesh(),
                                world -> {},
                                run -> askOnce(run, Entry.Request.ROLL_BACK, Entry.Verified.class)),
                        way(
                                "behind an HTTPProxy the selector leads to a version of a file",
                                world -> behind(Mirror.Via.CONTOUR, Trial.given(world)),
                                FrontScenes.contour()),
                        new Way(
                                "behind an IngressRoute a clone is rolled back",
                                world -> brief(Trial.clones().via(Mirror.Via.TRAEFIK, Mirror.SAFE_METHODS)),
                                FrontScenes.traefik(),
                                world -> world.traffic.darkErrors = 0.5,
                                run -> {}),
                        new Way(
                                "a shift is rued",
                                world -> brief(Trial.given(world)).promoting(Promotion.Mode.AUTO, Duration.ofHours(1)),
                                Scenes.subsets(),
                                world -> {},
                                run -> askOnce(run, Entry.Request.ROLL_BACK, Entry.Verified.class)))
                .filter(way -> way.name().contains(System.getProperty("kills.way", "")))
                .map(Arguments::of);
    }

    private static Trial brief(Trial trial) {
        return trial.ticking(0, 1);
    }

    private static Trial behind(Mirror.Via via, Trial trial) {
        return brief(trial.via(via, Mirror.ALL_METHODS));
    }

    private static Way way(String name, Function<World, Trial> trial, String scene) {
        return new Way(name, trial, scene, world -> {}, run -> {});
    }

    static void askOnce(Run run, Entry.Request request, Class<? extends Entry> when) {
        if (run.journal().has(when) && !isAsked(run, request)) {
            run.ask(request, "a person");
        }
    }

    static void extendOnce(Run run, Class<? extends Entry> when) {
        if (run.journal().has(when) && !run.journal().has(Entry.Extended.class)) {
            run.extend(1, "a person");
        }
    }

    /** Whoever begins a run and dies before it has asked asks when it begins anew. */
    private static void pause(Run run) {
        if (!isAsked(run, Entry.Request.PAUSE)) {
            run.ask(Entry.Request.PAUSE, "a pipeline");
        }
    }

    private static boolean isAsked(Run run, Entry.Request request) {
        return run.journal().entries().stream().anyMatch(request::isAskedBy);
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
                sides(effect).forEach(after -> plays.add(cores.submit(() -> play(way, folder, effect, after))));
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

    /** Every effect is a point to die at; before and after it in turns, or with {@code -Dkills=all} both. */
    static List<Boolean> sides(int effect) {
        return "all".equals(System.getProperty("kills")) ? List.of(false, true) : List.of(effect % 2 == 0);
    }

    /** How a play ended, without what differs from one to the other. */
    private record End(Ending ending, Map<String, String> objects, int effects, String story) {}

    private End play(Way way, Path folder, int fatal, boolean after) throws IOException {
        try (World world = new World(way.scene())) {
            way.setting().accept(world);
            Path home = Files.createTempDirectory(folder, "home");
            Deadly deadly = new Deadly(new FileStore(home), world.api.faults(), fatal, after);
            deadly.arm();
            RunId id = new RunId("default", "reviews-v2", 1);
            try {
                Run run = world.keep(
                        world.engine(deadly).begin(way.trial().apply(world).in(world), "tester"));
                way.begun().accept(run);
                live(world, way, run);
            } catch (Deadly.Killed killed) {
                world.api.faults().clear();
            }
            world.api.faults().clear();
            Runs again = world.engine(new FileStore(home));
            Run run = world.keep(again.find(id)
                    .orElseGet(() -> again.begin(way.trial().apply(world).in(world), "tester")));
            way.begun().accept(run);
            Ending ending = live(world, way, run);
            String story = way + ", killed " + (after ? "after" : "before") + " effect " + fatal + ": "
                    + run.journal().entries().stream().map(Entry::word).toList();
            assertThat(world.traffic.leaked).as(story).isZero();
            assertThat(world.traffic.failed).as(story).isZero();
            assertThat(world.traffic.darkWithoutMirror).as(story).isZero();
            assertThat(Objects.owned(world.api.view())).as(story).doesNotContain("mirror-experiment");
            return new End(bare(ending), Objects.all(world.api.view()), deadly.effects(), story);
        }
    }

    private static Ending live(World world, Way way, Run run) {
        Optional<Ending> ending = Optional.empty();
        while (ending.isEmpty()) {
            world.calm();
            Standing standing = run.advance();
            ending = standing.journal().last(Entry.Finished.class).map(Entry.Finished::ending);
            if (ending.isEmpty()) {
                standing.commit().ifPresent(new Git(world)::commit);
                way.person().accept(run);
                way.weather().accept(world, run.journal());
                world.moveTo(soon(run, standing, world));
            }
        }
        return ending.get();
    }

    /** Somebody who has just asked for something wakes the run. */
    private static Instant soon(Run run, Standing standing, World world) {
        boolean asked =
                run.journal().entries().size() > standing.journal().entries().size();
        return asked ? world.clock.instant() : standing.next();
    }

    private static Ending bare(Ending ending) {
        return new Ending(ending.verdict(), ending.outcome(), ending.cause(), "");
    }
}
