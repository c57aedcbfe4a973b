package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two engines resume one run at the same time, in the worst orders that chance finds: each effect of one, a writing API call or a
 * save, may come before or after any of the other's. {@code -Dinterleavings} says how many orders are tried.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwinsTest {
    private static final int INTERLEAVINGS = Integer.getInteger("interleavings", 120);
    private static final long FIRST_SEED = Long.getLong("firstSeed", 1);
    private static final RunId ID = new RunId("default", "reviews-v2", 1);

    /** What is tried: a seed picks one. */
    private enum Way {
        PROMOTE,
        ROLL_BACK,
        SHIFT,
        ABORT,
        STOP_AND_EXTEND,
        SHUT;

        World world() {
            World world = new World(this == ABORT ? Scenes.bare() : Scenes.plain());
            world.traffic.darkErrors = this == ROLL_BACK ? 0.5 : 0;
            return world;
        }

        Trial trial(World world) {
            return (this == SHIFT ? Trial.given(world) : Trial.clones()).ticking(0, 2);
        }

        void begun(Run run) {
            if (this == STOP_AND_EXTEND) {
                run.ask(Entry.Request.PAUSE, "a pipeline");
            }
        }

        void person(Run run) {
            switch (this) {
                case PROMOTE, ROLL_BACK, SHIFT -> {}
                case ABORT -> askOnce(run, Entry.Request.ABORT, Entry.Mirrored.class);
                case SHUT -> askOnce(run, Entry.Request.UNMIRROR, Entry.Baselined.class);
                case STOP_AND_EXTEND -> {
                    askOnce(run, Entry.Request.MIRROR, Entry.Paused.class);
                    KillsTest.extendOnce(run, Entry.Flowing.class);
                }
            }
        }

        private static void askOnce(Run run, Entry.Request request, Class<? extends Entry> when) {
            KillsTest.askOnce(run, request, when);
        }

        static Way of(long seed) {
            List<Way> ways = List.of(values());
            return ways.get((int) (seed % ways.size()));
        }
    }

    /** How it ended. */
    private record End(Ending ending, Map<String, String> objects) {}

    @Test
    @Timeout(1800)
    void twinsComeToOneEnd() throws Exception {
        Map<Way, End> alone = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            alone.put(way, alone(way));
        }

        List<Future<?>> plays = new ArrayList<>();
        ExecutorService cores = Executors.newFixedThreadPool(2);
        try {
            LongStream.range(FIRST_SEED, FIRST_SEED + INTERLEAVINGS)
                    .forEach(seed -> plays.add(cores.submit(
                            () -> assertOneEnd(seed, java.util.Objects.requireNonNull(alone.get(Way.of(seed)))))));
            SoftAssertions softly = new SoftAssertions();
            plays.forEach(play -> softly.assertThatCode(play::get).doesNotThrowAnyException());
            softly.assertAll();
        } finally {
            cores.shutdownNow();
        }

        System.out.printf("twins: %d interleavings, from seed %d%n", INTERLEAVINGS, FIRST_SEED);
    }

    private static End alone(Way way) {
        try (World world = way.world()) {
            Run run = world.begin(way.trial(world).in(world));
            way.begun(run);
            return new End(bare(play(world, way, run)), Objects.all(world.api.view()));
        }
    }

    private static void assertOneEnd(long seed, End alone) {
        String story = "seed " + seed + " (" + Way.of(seed) + ", -Dinterleavings=1 -DfirstSeed=" + seed + ")";
        try {
            End end = together(seed, Way.of(seed));
            assertThat(end.ending()).as(story).isEqualTo(alone.ending());
            assertThat(Objects.differences(alone.objects(), end.objects()))
                    .as(story)
                    .isEmpty();
        } catch (RuntimeException | InterruptedException | ExecutionException e) {
            throw new AssertionError(story + ": " + e, e);
        }
    }

    private static End together(long seed, Way way) throws InterruptedException, ExecutionException {
        ExecutorService engines = Executors.newFixedThreadPool(2);
        try (World world = way.world()) {
            way.begun(world.begin(way.trial(world).in(world)));
            Turnstile turnstile = new Turnstile(seed, 2);
            world.api.faults().always((method, path) -> waits(turnstile, method, path), new Fault.DropBefore());
            List<Future<Ending>> ends = new ArrayList<>();
            for (int engine = 0; engine < 2; engine++) {
                Turning store = new Turning(world, turnstile, engine, seed % 2 == 0, new ConcurrentHashMap<>());
                Run run = world.keep(world.engine(store).find(ID).orElseThrow());
                ends.add(engines.submit(() -> store.play(way, run)));
            }
            Ending first = ends.get(0).get();
            Ending second = ends.get(1).get();
            world.calm();
            assertThat(first).isEqualTo(second);
            assertThat(world.traffic.leaked).as("leaked").isZero();
            assertThat(world.traffic.failed).as("failed").isZero();
            return new End(bare(first), Objects.all(world.api.view()));
        } finally {
            engines.shutdownNow();
        }
    }

    private static boolean waits(Turnstile turnstile, String method, String path) {
        if (Deadly.writes(method, path)) {
            turnstile.pass(turnstile.running());
        }
        return false;
    }

    private static Ending play(World world, Way way, Run run) {
        while (true) {
            world.calm();
            Standing standing = run.advance();
            if (standing.finished()) {
                return standing.journal()
                        .last(Entry.Finished.class)
                        .orElseThrow()
                        .ending();
            }
            int entries = standing.journal().entries().size();
            way.person(run);
            boolean asked = run.journal().entries().size() > entries;
            world.moveTo(asked ? world.clock.instant() : standing.next());
        }
    }

    private static Ending bare(Ending ending) {
        return new Ending(ending.verdict(), ending.outcome(), ending.cause(), "");
    }

    /** One engine's way to the common store, through the turnstile; sees to it that no mirror opens again. */
    private record Turning(World world, Turnstile turnstile, int engine, boolean told, Map<RunId, Journal> known)
            implements JournalStore {
        Ending play(Way way, Run run) {
            turnstile.pass(engine);
            try {
                return TwinsTest.play(world, way, run);
            } finally {
                turnstile.leave();
            }
        }

        @Override
        public Optional<Journal> load(RunId run) {
            Optional<Journal> newest = world.store.load(run);
            newest.ifPresent(journal -> known.put(run, journal));
            return newest;
        }

        /** What this engine knew last, where it is of a host that is told; nobody tells it anything before it is refused. */
        @Override
        public Optional<Journal> recall(RunId run) {
            return told && known.containsKey(run) ? Optional.ofNullable(known.get(run)) : load(run);
        }

        @Override
        public boolean save(Journal journal) {
            turnstile.pass(engine);
            boolean shut = world.store
                    .load(journal.id())
                    .filter(now -> now.has(Entry.Unmirrored.class))
                    .isPresent();
            assertThat(shut && mirrors()).as("a mirror after unmirrored").isFalse();
            boolean saved = world.store.save(journal);
            known.put(
                    journal.id(),
                    saved ? journal : world.store.load(journal.id()).orElseThrow());
            return saved;
        }

        private boolean mirrors() {
            return world.api.view().list("virtualservices.networking.istio.io").stream()
                    .map(ObjectNode::toString)
                    .anyMatch(text -> text.contains("\"mirror\":"));
        }

        @Override
        public List<RunId> runs() {
            return world.store.runs();
        }

        @Override
        public String place() {
            return world.store.place();
        }
    }
}
