package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose deadline is far, watched by {@code reap} for signs of life; the watcher's time passes when it pauses. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReapTest {
    /** What a holder promises whose ticks are quicker than twenty seconds. */
    private static final Duration PROMISE = Duration.ofMinutes(1);

    private static final String STRAY = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: reviews-v9
              namespace: default
              labels: {app.kubernetes.io/managed-by: mirror-experiment, mirror-experiment.io/run: default.gone.1}
            spec:
              replicas: 0
              selector: {matchLabels: {app: nothing}}
              template:
                metadata: {labels: {app: nothing}}
                spec: {containers: [{name: app, image: "example/none:1"}]}
            """;

    private static final Shop shop = Shop.open();

    @BeforeAll
    static void begin() {
        assertThat(shop.isMirrored()).isFalse();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aRunWhoseProcessDiedIsRestoredWhenItsPromiseIsBrokenAndNotBefore() {
        Snapshot before = shop.snapshot();
        try (Left run = new Left()) {
            List<Duration> untouched = new ArrayList<>();
            Passing time = new Passing(now -> {
                if (shop.isMirrored()) {
                    untouched.add(now);
                }
            });

            Typed reaped = shop.type(Signals.none(), time, "reap");

            assertThat(reaped.code()).as(reaped.err()).isZero();
            assertThat(reaped.out())
                    .contains(
                            "watching " + run.id() + " for signs of life, for at most 60 s",
                            "run " + run.id() + " is undone: everything is as it was before");
            assertThat(time.elapsed()).isEqualTo(PROMISE);
            assertThat(untouched).hasSize((int) PROMISE.toSeconds()).endsWith(PROMISE);
            assertThat(before.changes(shop.snapshot())).isEmpty();
        }
    }

    @Test
    void aRunThatRenewsItsClaimIsLeftAlone() {
        try (Left run = new Left()) {
            Passing time = new Passing(now -> {
                if (now.equals(PROMISE.dividedBy(2))) {
                    run.ticksOnce();
                }
            });

            Typed reaped = shop.type(Signals.none(), time, "reap");

            assertThat(reaped.code()).as(reaped.err()).isZero();
            assertThat(reaped.out()).contains("run " + run.id() + " is alive").doesNotContain("restoring");
            assertThat(time.elapsed()).isEqualTo(PROMISE.dividedBy(2));
            assertThat(shop.isMirrored()).isTrue();
        }
    }

    @Test
    void aRunThatEndsWhileItIsWatchedIsLeftAlone() {
        try (Left run = new Left()) {
            Passing time = new Passing(now -> run.ends());

            Typed reaped = shop.type(Signals.none(), time, "reap");

            assertThat(reaped.code()).as(reaped.err()).isZero();
            assertThat(reaped.out()).contains("run " + run.id() + " has ended").doesNotContain("restoring");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reap", "restore default.gone.1"})
    void whatIsMarkedAsARunsThatIsOverIsRemoved(String command) throws IOException {
        Snapshot before = shop.snapshot();
        try (Cluster cluster = shop.connect()) {
            ManifestText.read(STRAY).forEach(cluster::create);
        }

        Typed typed = shop.type(command.split(" ", -1));

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("removed Deployment default/reviews-v9 of run default.gone.1, which is over");
        assertThat(before.changes(shop.snapshot())).isEmpty();
    }

    /** Time that passes only while somebody pauses. */
    private static final class Passing implements Stopwatch {
        private final Consumer<Duration> meanwhile;
        private Duration now = Duration.ZERO;

        Passing(Consumer<Duration> meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Duration elapsed() {
            return now;
        }

        @Override
        public void pause(Duration time) {
            now = now.plus(time);
            meanwhile.accept(now);
        }
    }

    /** A run that mirrors and that nobody drives on. */
    private static final class Left implements AutoCloseable {
        private final Cluster cluster = shop.connect();
        private final Run run;

        Left() {
            Experiment experiment = shop.experiment();
            run = Engine.runs(cluster, new MemoryStore(), shop.folder(), Patience.suiting(experiment), false)
                    .begin(experiment, "somebody who is gone");
            drive(() -> ticks() > 0);
        }

        String id() {
            return run.id().toString();
        }

        void ticksOnce() {
            long before = ticks();
            drive(() -> ticks() > before);
        }

        private long ticks() {
            return run.journal().all(Entry.Iterated.class).count();
        }

        private void drive(BooleanSupplier until) {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!until.getAsBoolean()) {
                assertThat(System.nanoTime()).as("patience").isLessThan(patience);
                run.advance();
                LockSupport.parkNanos(5_000_000);
            }
        }

        void ends() {
            if (!run.journal().has(Entry.Finished.class)) {
                run.ask(Entry.Request.ABORT, "the test");
                drive(() -> run.journal().has(Entry.Finished.class));
            }
        }

        @Override
        public void close() {
            ends();
            run.close();
            cluster.close();
        }
    }
}
