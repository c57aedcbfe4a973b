package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two runs of two processes that want one target at the same time. */
class RacesTest {
    private static final int ROUNDS = 50;

    @Test
    @Timeout(120)
    void exactlyOneOfTwoRunsGoesOn() throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(2);
        try (World world = new World(Scenes.plain())) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Run> runs = new ArrayList<>();
                for (int process = 0; process < 2; process++) {
                    runs.add(world.keep(
                            world.engine(new MemoryStore()).begin(Trial.clones().in(world), "process " + process)));
                }
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Standing>> standings = runs.stream()
                        .map(run -> processes.submit(() -> {
                            start.await();
                            return run.advance();
                        }))
                        .toList();

                start.countDown();

                assertOneGoesOn(standings);
                for (Run run : runs) {
                    run.ask(Entry.Request.ABORT, "the referee");
                    world.finish(run);
                }
                assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            }
        } finally {
            processes.shutdownNow();
        }
    }

    private static void assertOneGoesOn(List<Future<Standing>> standings) throws Exception {
        List<Ending> refused = new ArrayList<>();
        for (Future<Standing> standing : standings) {
            standing.get()
                    .journal()
                    .last(Entry.Finished.class)
                    .map(Entry.Finished::ending)
                    .ifPresent(refused::add);
        }
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(refused.get(0).cause()).as(refused.get(0).because()).isEqualTo(Cause.CLAIMED);
        assertThat(refused.get(0).because()).contains("by process");
    }
}
