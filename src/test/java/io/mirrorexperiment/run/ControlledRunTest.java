package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs that objects ask for, from their application to their end. */
@Execution(ExecutionMode.CONCURRENT)
class ControlledRunTest {
    @Test
    void anAppliedExperimentIsPromoted() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");

            world.apply("reviews-v2", "");
            world.until("it is free to go", () -> world.isFree("reviews-v2"));

            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
            assertThat(world.status("reviews-v2").path("completedIterations").asInt())
                    .isEqualTo(3);
            assertThat(world.events("reviews-v2"))
                    .hasSize(1 + world.journal("default.reviews-v2.1").entries().size())
                    .anyMatch(event -> event.startsWith("Mirrored: the mirror is open"));
        }
    }

    @Test
    void anExperimentThatViolatesIsRolledBack() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.world.traffic.darkErrors = 0.5;
            world.start("one");

            world.apply("reviews-v2", "");
            world.until("it is free to go", () -> world.isFree("reviews-v2"));

            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("rolled-back");
            assertThat(world.changes()).isEmpty();
        }
    }

    @Test
    void aStatusSaysWhyItsRunDoesNotGoOn() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            world.world.pods.breakImage(":v2");
            world.apply("reviews-v2", "");

            world.until("it is said", () -> message(world, "reviews-v2").contains("ImagePullBackOff"));

            assertThat(message(world, "reviews-v2")).startsWith("waits for the dark version to become ready: ");
            world.until("it is over", () -> world.isOver("reviews-v2"));
            assertThat(message(world, "reviews-v2")).startsWith("rolled-back: ");
        }
    }

    @Test
    void theSecondOnATargetWaitsAndSaysForWhom() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.world.traffic.darkErrors = 0.5;
            world.start("one");
            world.apply("first", "");
            world.until("the first has begun", () -> world.has("first", Entry.Planned.class));

            world.apply("second", "");
            world.until("the second waits", () -> world.stage("second").equals("Waiting"));

            assertThat(world.status("second").path("message").asText()).isEqualTo("waiting for default/first");
            world.until("the second is over", () -> world.isFree("second") && world.isOver("second"));
            assertThat(world.isOver("first")).isTrue();
            assertThat(world.changes()).isEmpty();
        }
    }

    @Test
    void aChangeInMidRunBeginsARunOfTheNewSpec() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            world.apply("reviews-v2", "");
            world.until("it looks", () -> world.has("reviews-v2", Entry.Iterated.class));

            world.world.api.apply(world.spec("reviews-v2", "").replace("iterations: 2", "iterations: 3"));
            world.until(
                    "it is over",
                    () -> world.isOver("reviews-v2") && world.run("reviews-v2").endsWith(".2"));

            assertThat(world.journal("default.reviews-v2.1")
                            .last(Entry.Finished.class)
                            .orElseThrow()
                            .ending()
                            .because())
                    .isEqualTo("stopped by a change of MirrorExperiment default/reviews-v2");
            assertThat(world.status("reviews-v2").path("completedIterations").asInt())
                    .isEqualTo(4);
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
        }
    }

    @Test
    void aChangeThatAsksForTheSameChangesNothing() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            world.apply("reviews-v2", "");
            world.until("it looks", () -> world.has("reviews-v2", Entry.Iterated.class));

            world.world.api.apply(world.spec("reviews-v2", "onInconclusive: rollBack"));
            world.until("it is over", () -> world.isOver("reviews-v2"));

            assertThat(world.run("reviews-v2")).isEqualTo("default.reviews-v2.1");
            assertThat(world.status("reviews-v2").path("observedGeneration").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aChangeAfterThePointOfNoReturnIsRefused() {
        try (ControlledWorld world = new ControlledWorld(Scenes.subsets())) {
            String steps = "promotion: {mode: auto, steps: [50, 100], interval: 30s}";
            world.start("one");
            world.world.api.apply(world.spec("reviews-v2", "").replace("promotion: auto", steps));
            world.until("the promotion has begun", () -> world.has("reviews-v2", Entry.Committed.class));

            world.world.api.apply(world.spec("reviews-v2", "")
                    .replace("promotion: auto", steps)
                    .replace("iterations: 2", "iterations: 3"));
            world.until("it is over", () -> world.isOver("reviews-v2") && world.isFree("reviews-v2"));

            assertThat(world.run("reviews-v2")).isEqualTo("default.reviews-v2.1");
            assertThat(world.status("reviews-v2").path("message").asText())
                    .contains("generation 2 came when the promotion had begun, and was refused");
            assertThat(world.events("reviews-v2")).anyMatch(event -> event.startsWith("ChangeRefused: "));
        }
    }

    /** Were it heeded, the deletion would end the other's run. */
    @Test
    void aMarkThatSomebodyWritesByHandReachesNoRunOfAnotherNamespace() throws IOException {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain());
                Cluster somebody = world.world.cluster()) {
            world.start("one");
            world.apply("reviews-v2", "");
            world.until("the mirror is open", () -> world.has("reviews-v2", Entry.Flowing.class));
            world.world.api.apply("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
            Manifest theirs = ManifestText.read(world.spec("reviews-v2", "suspend: true"))
                    .get(0)
                    .with("shop", "metadata", "namespace");
            Manifest bare = somebody.create(theirs);

            Manifest marked = somebody.replace(bare.withAnnotation(
                            "mirror-experiment.io/run",
                            "default.reviews-v2.1 uid=" + bare.uid()
                                    + " edition=1 generation=1 late=0 begun target=default/reviews")
                    .with(List.of("mirror-experiment.io/clean-up"), "metadata", "finalizers"));
            somebody.delete(marked);
            world.until("it is gone", () -> somebody.read(bare.address()).isEmpty());
            world.until("the run is over", () -> world.journal("default.reviews-v2.1")
                    .has(Entry.Finished.class));

            Journal run = world.journal("default.reviews-v2.1");
            assertThat(run.has(Entry.Asked.class)).isFalse();
            assertThat(run.last(Entry.Finished.class).orElseThrow().ending().outcome())
                    .isEqualTo(Outcome.PROMOTED);
        }
    }

    @Test
    void deletionCleansUpFirst() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            world.apply("reviews-v2", "");
            world.until("the mirror is open", () -> world.has("reviews-v2", Entry.Flowing.class));

            world.delete("reviews-v2");
            assertThat(world.object("reviews-v2")).isPresent();
            world.until("it is gone", () -> world.object("reviews-v2").isEmpty());

            assertThat(world.changes()).isEmpty();
            assertThat(world.journal("default.reviews-v2.1").has(Entry.Unmirrored.class))
                    .isTrue();
        }
    }

    @Test
    void aTargetThatIsClaimedFromOutsideIsWaitedFor() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.world.traffic.darkErrors = 0.5;
            Run outside = world.world.begin(Trial.clones().in(world.world));
            world.world.drive(outside, Entry.Planned.class);
            world.start("one");

            world.apply("mine", "");
            world.until("it waits", () -> world.stage("mine").equals("Waiting"));

            assertThat(world.status("mine").path("message").asText()).contains("is claimed by run " + outside.id());
            world.world.finish(outside);
            world.until("it has its turn", () -> world.isOver("mine"));
            assertThat(world.changes()).isEmpty();
        }
    }

    @Test
    void mistakesAreSaidAllAtOnceAndAFileIsNone() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");

            world.world.api.apply(world.spec("reviews-v2", "")
                    .replace(
                            "dark: {version: v2, image: \"example/reviews:v2\"}",
                            "dark: {version: v2, manifest: dark.yaml}"));
            world.until("it is refused", () -> world.stage("reviews-v2").equals("Refused"));

            assertThat(world.status("reviews-v2").path("message").asText())
                    .contains("spec.dark.manifest: ")
                    .contains("there are no files in the cluster");
            assertThat(world.status("reviews-v2").has("runId")).isFalse();
        }
    }

    @Test
    void aWordThatSomebodyWritesIntoTheJournalWakesTheRun() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            world.world.api.apply(world.spec("reviews-v2", "").replace("promotion: auto", "promotion: manual"));
            world.until("it waits for a word", () -> world.has("reviews-v2", Entry.Awaited.class));
            JournalStore journals = ClusterTexts.store(world.world.cluster(), "default", world.world.clock);
            Run run = world.world
                    .engine(journals)
                    .find(RunId.parse(world.run("reviews-v2")).orElseThrow())
                    .orElseThrow();

            run.ask(Entry.Request.ROLL_BACK, "somebody");

            Instant asked = world.world.clock.instant();
            ControlledWorld.await(() -> {
                world.creep();
                return world.has("reviews-v2", Entry.DarkRemoved.class);
            });
            assertThat(world.world.clock.instant())
                    .as("long before it would look for words by itself")
                    .isBefore(asked.plus(Duration.ofMinutes(4)));
            world.until("it is over", () -> world.isOver("reviews-v2"));
            assertThat(world.status("reviews-v2").path("cause").asText()).isEqualTo("rolled-back-by-hand");
        }
    }

    @Test
    void anObjectThatIsDeletedBeforeItsTurnJustGoes() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");
            world.apply("first", "");
            world.until("the first has begun", () -> world.has("first", Entry.Planned.class));
            world.apply("second", "");
            world.until("the second waits", () -> world.stage("second").equals("Waiting"));

            world.delete("second");

            assertThat(world.object("second")).isEmpty();
        }
    }

    @Test
    void aStandbyTakesOverAtOnceFromALeaderThatEnds() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            Controller first = world.start("one");
            world.apply("reviews-v2", "");
            world.until("it looks", () -> world.has("reviews-v2", Entry.Iterated.class));
            Controller second = world.start("two");

            world.stop(first);
            world.until("it is over", () -> world.isOver("reviews-v2"));

            assertThat(second.leads()).isTrue();
            assertThat(world.run("reviews-v2")).isEqualTo("default.reviews-v2.1");
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
        }
    }

    @Test
    void anApiServerThatIsAwayForAMinuteCostsNothingButTime() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            Controller controller = world.start("one");
            world.apply("reviews-v2", "");
            world.until("it looks", () -> world.has("reviews-v2", Entry.Iterated.class));
            Instant before = world.world.clock.instant();

            world.world.api.faults().always((method, path) -> true, Fault.unavailable());
            world.pass(Duration.ofMinutes(1));
            assertThat(controller.health().reached()).isBeforeOrEqualTo(before);
            world.world.api.faults().clear();
            world.until("it is over", () -> world.isFree("reviews-v2"));

            assertThat(world.run("reviews-v2")).isEqualTo("default.reviews-v2.1");
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
            assertThat(world.events("reviews-v2")).doesNotHaveDuplicates();
        }
    }

    private static String message(ControlledWorld world, String name) {
        return world.status(name).path("message").asText();
    }
}
