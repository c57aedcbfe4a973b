package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Objects that are deleted while their runs cannot be cleaned up. */
@Execution(ExecutionMode.CONCURRENT)
class ControlledPartingTest {
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    /** Cleans up for longer than a deletion may take. */
    private static final Patience LASTING = new Patience(
            Duration.ofSeconds(20),
            Duration.ofHours(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1));

    private static final String FREES =
            "kubectl patch mirrorexperiment reviews-v2 -n default --type=merge -p '{\"metadata\":{\"finalizers\":null}}'";

    @Test
    void aDeletionThatTakesTooLongNamesWhatIsStuckUntilTheTroubleIsOver() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one", LASTING);
            deletedWhileItsMirrorCannotBeShut(world);
            Instant since = Instant.parse(world.object("reviews-v2")
                    .orElseThrow()
                    .at("/metadata/deletionTimestamp")
                    .asText());

            world.until("the deadline is near", () -> isPast(world, since.plus(DEADLINE.minusSeconds(5))));
            assertThat(world.stage("reviews-v2")).isNotEqualTo("Stuck");
            assertThat(message(world)).contains("it goes away when everything is cleaned up");
            assertThat(world.events("reviews-v2")).noneMatch(event -> event.startsWith("Stuck"));

            world.until("it is stuck", () -> isToldStuck(world));
            assertThat(world.world.clock.instant())
                    .isBetween(since.plus(DEADLINE), since.plus(DEADLINE).plusSeconds(5));
            assertThat(message(world))
                    .startsWith("it is being deleted since " + since
                            + " and its run does not come to an end: it waits for the next try after unmirror failed: ")
                    .contains("unable to handle the request")
                    .contains("mirror-experiment restore default.reviews-v2.1")
                    .contains("kubectl -n default edit virtualservice")
                    .endsWith(FREES);
            assertThat(world.events("reviews-v2"))
                    .filteredOn(event -> event.startsWith("Stuck: it is being deleted since " + since))
                    .hasSize(1)
                    .allMatch(event -> event.contains("mirror-experiment restore default.reviews-v2.1"));

            world.world.api.faults().clear();
            world.until("it is gone", () -> world.object("reviews-v2").isEmpty());
            assertThat(world.changes()).isEmpty();
        }
    }

    @Test
    void anObjectWhoseRunEndedStuckGoesOnceAPersonHasCleanedUp() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            deletedWhileItsMirrorCannotBeShut(world);
            world.until("it is stuck", () -> world.stage("reviews-v2").equals("Stuck"));
            assertThat(message(world))
                    .startsWith("it cannot go away before its run is cleaned up: ")
                    .contains("mirror-experiment restore default.reviews-v2.1")
                    .endsWith(FREES);
            world.world.api.faults().clear();
            world.pass(Duration.ofMinutes(2));
            assertThat(world.object("reviews-v2")).isPresent();

            restored(world);

            Instant clean = world.world.clock.instant();
            world.until("it is gone", () -> world.object("reviews-v2").isEmpty());
            assertThat(world.world.clock.instant()).isBeforeOrEqualTo(clean.plusSeconds(35));
            assertThat(world.changes()).isEmpty();
        }
    }

    private static void deletedWhileItsMirrorCannotBeShut(ControlledWorld world) {
        world.apply("reviews-v2", "");
        world.until("the mirror is open", () -> world.has("reviews-v2", Entry.Flowing.class));
        world.world
                .api
                .faults()
                .always(
                        (method, path) -> method.equals("PUT") && path.contains("/virtualservices/"),
                        Fault.unavailable());
        world.delete("reviews-v2");
    }

    private static void restored(ControlledWorld world) {
        Undo undo = new Undo(world.world.cluster(), world.world.engine(new MemoryStore()));
        world.world.finish(world.world.keep(
                undo.restore(undo.claims(Optional.of("default")).get(0), "a person")
                        .orElseThrow()));
    }

    /** In its status, and then in an event. */
    private static boolean isToldStuck(ControlledWorld world) {
        return world.stage("reviews-v2").equals("Stuck")
                && world.events("reviews-v2").stream().anyMatch(event -> event.startsWith("Stuck: "));
    }

    private static boolean isPast(ControlledWorld world, Instant time) {
        return !world.world.clock.instant().isBefore(time);
    }

    private static String message(ControlledWorld world) {
        return world.status("reviews-v2").path("message").asText();
    }
}
