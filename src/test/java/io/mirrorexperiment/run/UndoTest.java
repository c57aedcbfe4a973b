package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that died are undone by somebody else, from an empty home. */
@Execution(ExecutionMode.CONCURRENT)
class UndoTest {
    private static final int FAR = 10_000;

    private enum Source {
        CLONE,
        FILE;

        Trial trial(World world) {
            return (this == CLONE ? Trial.clones() : Trial.given(world)).ticking(0, 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    @Timeout(300)
    void whateverARunLeftCanBeUndoneAndItsOldOwnerChangesNothingMore(Source source) throws Exception {
        int effects = play(source, FAR).effects();
        List<Future<Undone>> plays = new ArrayList<>();
        ExecutorService cores = Executors.newFixedThreadPool(2);
        try {
            for (int fatal = 1; fatal <= effects; fatal += 1) {
                int effect = fatal;
                plays.add(cores.submit(() -> play(source, effect)));
            }
            for (Future<Undone> play : plays) {
                play.get().check();
            }
        } finally {
            cores.shutdownNow();
        }

        System.out.printf("undone after %d kills of a run with a %s%n", plays.size(), source);
    }

    /**
     * What was found after undoing.
     *
     * @param finished whether the promotion had come about when the run died: then it stays
     */
    private record Undone(
            String story,
            int effects,
            boolean finished,
            List<String> left,
            List<String> changedByOldOwner,
            double leaked,
            double failed) {
        void check() {
            assertThat(changedByOldOwner).as(story).isEmpty();
            assertThat(List.of(leaked, failed)).as(story).containsOnly(0.0);
            if (!finished) {
                assertThat(left).as(story).isEmpty();
            }
        }
    }

    private static Undone play(Source source, int fatal) {
        try (World world = new World(Scenes.plain())) {
            Deadly deadly = new Deadly(world.store, world.api.faults(), fatal, fatal % 2 == 0);
            deadly.arm();
            try {
                world.finish(world.keep(
                        world.engine(deadly).begin(source.trial(world).in(world), "tester")));
            } catch (Deadly.Killed killed) {
                // what it left is what this is about
            }
            world.api.faults().clear();
            undo(world);
            world.move(Duration.ofSeconds(10));
            Map<String, String> undone = world.now();
            List<String> old = new ArrayList<>();
            world.store.runs().forEach(id -> {
                Run run = world.keep(world.engine().find(id).orElseThrow());
                world.finish(run);
                old.addAll(run.journal().entries().stream().map(Entry::word).toList());
            });
            world.move(Duration.ofSeconds(10));
            return new Undone(
                    source + ", dead at effect " + fatal + ": " + old,
                    deadly.effects(),
                    finished(world, source),
                    Objects.differences(world.before(), undone),
                    Objects.differences(undone, world.now()),
                    world.traffic.leaked,
                    world.traffic.failed);
        }
    }

    /** A clone's promotion is final when it was verified, a shift when the old version has left the route. */
    private static boolean finished(World world, Source source) {
        String object = source == Source.CLONE ? "reviews-v1" : "reviews-v2";
        String text = world.now().getOrDefault("deployments.apps/" + object, "");
        return source == Source.CLONE ? text.contains("@sha256") : text.contains("mirror-experiment.io/promoted");
    }

    private static void undo(World world) {
        Cluster cluster = world.cluster();
        Undo undo = new Undo(cluster, world.engine(new MemoryStore()));
        for (StandingClaim claim : undo.claims(Optional.empty())) {
            if (claim.isEnded()) {
                continue;
            }
            Optional<Run> run = undo.restore(claim, "a person");
            run.ifPresentOrElse(back -> world.finish(world.keep(back)), () -> undo.release(claim));
        }
        assertThat(undo.claims(Optional.empty())).allMatch(StandingClaim::isEnded);
    }

    @Test
    void aClaimLooksAbandonedOnlyAfterItsPromiseByTheObserversOwnClock() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().ticking(1, 5).in(world));
            world.drive(run, Entry.Flowing.class);
            Undo undo = new Undo(world.cluster(), world.engine());
            StandingClaim first = undo.claims(Optional.empty()).get(0);
            StandingClaim same = undo.claims(Optional.empty()).get(0);
            world.drive(run, Entry.Iterated.class);
            StandingClaim renewed = undo.claims(Optional.empty()).get(0);

            assertThat(Undo.abandoned(first, same, same.promise().minusMillis(1)))
                    .isFalse();
            assertThat(Undo.abandoned(first, same, same.promise())).isTrue();
            assertThat(Undo.abandoned(first, renewed, Duration.ofDays(1))).isFalse();
        }
    }

    @Test
    void aRunThatKeepsTheOldVersionPromisesToBeSilentThatLong() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.given(world)
                    .promoting(io.mirrorexperiment.experiment.Promotion.Mode.AUTO, Duration.ofHours(5))
                    .in(world));
            world.drive(run, Entry.Verified.class);

            StandingClaim claim = new Undo(world.cluster(), world.engine())
                    .claims(Optional.empty())
                    .get(0);

            assertThat(claim.promise()).isGreaterThan(Duration.ofHours(5));
        }
    }

    @Test
    void aClaimExpiresByTheServersClock() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().ticking(1, 5).in(world));
            world.drive(run, Entry.Flowing.class);
            Undo undo = new Undo(world.cluster(), world.engine());
            StandingClaim claim = undo.claims(Optional.empty()).get(0);

            boolean before = undo.expired(claim);
            world.moveTo(claim.deadline().orElseThrow().plusSeconds(2));
            boolean after = undo.expired(claim);

            assertThat(List.of(before, after)).containsExactly(false, true);
        }
    }

    @Test
    void aRestoredRunEndsAsRolledBackByHand() {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(Trial.clones().ticking(1, 5).in(world));
            world.drive(run, Entry.Flowing.class);
            undo(world);

            Journal journal = run.advance().journal();
            world.finish(run);

            assertThat(journal.has(Entry.Released.class)).isFalse();
            assertThat(run.journal()
                            .last(Entry.Finished.class)
                            .orElseThrow()
                            .ending()
                            .outcome())
                    .isEqualTo(Outcome.ROLLED_BACK);
            assertThat(world.now()).isEqualTo(world.before());
        }
    }
}
