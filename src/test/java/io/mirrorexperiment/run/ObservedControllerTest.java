package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Counting;
import io.mirrorexperiment.controller.Narrating;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.telemetry.Logged;
import io.mirrorexperiment.telemetry.Meter;
import io.mirrorexperiment.telemetry.Told;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What operators see of a controller is what its objects and their journals say. */
@Execution(ExecutionMode.CONCURRENT)
class ObservedControllerTest {
    @Test
    void anObjectsRunIsCountedAndToldFromItsApplicationToItsDeletion() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            Told told = Told.leading(world.world.clock);
            Logged logged = new Logged(world.world.clock, true);
            world.start("one", new Counting(told.telemetry()), narrating(logged));

            world.apply("reviews-v2", "");
            world.until("it is free to go", () -> world.isFree("reviews-v2"));

            Journal journal = world.journal("default.reviews-v2.1");
            assertThat(told.samples(Meter.OUTCOMES))
                    .containsExactly(entry("{cause=\"objectives-met\",outcome=\"promoted\"}", 1.0));
            assertThat(sum(told.samples(Meter.LOOKS)))
                    .isEqualTo((double) journal.all(Entry.Iterated.class).count());
            assertThat(told.samples(Meter.METRICS_REQUESTS)).containsOnlyKeys("{status=\"200\",system=\"prometheus\"}");
            assertThat(told.samples(Meter.WAKE_LATENESS).get("_count")).isPositive();
            assertThat(told.samples(Meter.FAILED_TURNS)).containsExactly(entry("", 0.0));
            assertThat(sum(told.samples(Meter.RUNS))).isEqualTo(1.0);
            assertThat(events(logged))
                    .containsSubsequence(
                            journal.entries().stream().map(Entry::word).toList());

            world.delete("reviews-v2");
            ControlledWorld.await(() -> sum(told.samples(Meter.RUNS)) == 0.0);

            ControlledWorld.await(() -> events(logged).contains("gone"));
            JsonNode gone = logged.lines().get(logged.lines().size() - 1);
            assertThat(gone.path("object").asText()).isEqualTo("MirrorExperiment default/reviews-v2");
        }
    }

    @Test
    void whoWaitsIsToldForWhomAndWhoIsWrongWhy() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            Logged logged = new Logged(world.world.clock, false);
            world.start("one", narrating(logged));
            world.apply("first", "");
            world.until("the first has begun", () -> world.has("first", Entry.Planned.class));

            world.apply("second", "");
            world.until("the second waits", () -> world.stage("second").equals("Waiting"));

            ControlledWorld.await(() -> events(logged).contains("waiting"));
            assertThat(events(logged)).startsWith("leads");
            JsonNode waiting = logged.lines().stream()
                    .filter(line -> line.path("event").asText().equals("waiting"))
                    .findFirst()
                    .orElseThrow();
            assertThat(waiting.path("message").asText()).isEqualTo("waits for default/first");
            assertThat(waiting.path("object").asText()).isEqualTo("MirrorExperiment default/second");
        }
    }

    @Test
    void whoLeadsNextCountsARunThatEndedStuckBeforeAndForgetsItWithItsObject() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            Controller first = world.start("one");
            endedStuck(world);
            world.stop(first);
            Told told = Told.leading(world.world.clock);
            world.start("two", new Counting(told.telemetry()));

            world.until("it is counted", () -> sum(told.samples(Meter.STUCK_RUNS)) == 1.0);
            assertThat(told.samples(Meter.OUTCOMES)).isEmpty();

            world.world.api.faults().clear();
            Undo undo = new Undo(world.world.cluster(), world.world.engine(new MemoryStore()));
            world.world.finish(world.world.keep(
                    undo.restore(undo.claims(Optional.of("default")).get(0), "a person")
                            .orElseThrow()));
            world.delete("reviews-v2");
            world.until("it is gone", () -> world.object("reviews-v2").isEmpty());
            ControlledWorld.await(() -> sum(told.samples(Meter.STUCK_RUNS)) == 0.0);
        }
    }

    @Test
    void whoLeadsAgainCountsItAgain() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            Told told = Told.leading(world.world.clock);
            Controller first = world.start("one", new Counting(told.telemetry()));
            endedStuck(world);
            ControlledWorld.await(() -> sum(told.samples(Meter.STUCK_RUNS)) == 1.0);

            world.world.api.faults().always((method, path) -> path.contains("/leases/"), Fault.unavailable());
            ControlledWorld.await(() -> sum(told.samples(Meter.STUCK_RUNS)) == 0.0);
            assertThat(first.leads()).isFalse();
            world.world.api.faults().clear();

            world.until("it is counted again", () -> sum(told.samples(Meter.STUCK_RUNS)) == 1.0);
        }
    }

    /** Not deleted: it just stays. */
    private static void endedStuck(ControlledWorld world) {
        world.world.traffic.darkErrors = 0.5;
        world.apply("reviews-v2", "");
        world.until("the mirror is open", () -> world.has("reviews-v2", Entry.Flowing.class));
        world.world
                .api
                .faults()
                .always(
                        (method, path) -> method.equals("PUT") && path.contains("/virtualservices/"),
                        Fault.unavailable());
        world.until("it is stuck", () -> world.stage("reviews-v2").equals("Stuck"));
    }

    private static Narrating narrating(Logged logged) {
        return new Narrating(logged.narration(), logged.logger("io.mirrorexperiment.controller.Controller"));
    }

    private static List<String> events(Logged logged) {
        return logged.lines().stream().map(line -> line.path("event").asText()).toList();
    }

    private static double sum(Map<String, Double> samples) {
        return samples.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
