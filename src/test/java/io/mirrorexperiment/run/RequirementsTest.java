package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.experiment.Requirements.Condition;
import io.mirrorexperiment.experiment.Requirements.Wanted;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose spec requires objects of the user. */
@Timeout(60)
class RequirementsTest {
    private static final Manifest WORD = Manifest.of(Map.of(
            "apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "word", "namespace", "default")));

    @Test
    void whatIsThereIsNotWaitedFor() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(requiring(world, deployment("available")));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().has(Entry.Sought.class)).isFalse();
            assertThat(run.journal().has(Entry.Found.class)).isTrue();
        }
    }

    @Test
    void whatComesInTimeIsWaitedForAndNothingIsTouchedBefore() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(requiring(world, map("cm")));
            Standing waiting = world.drive(run, standing -> standing.words()
                    .equals("what the spec requires to be there: cm word in namespace default is not there"));
            assertThat(world.now()).isEqualTo(world.before());
            assertThat(waiting.journal().last(Entry.Sought.class).orElseThrow().lacking())
                    .isEqualTo("cm word in namespace default is not there");
            try (Cluster person = world.cluster()) {
                person.create(WORD);
            }

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cm           | word       |                   | cm word in namespace default is not there
            deploy       | reviews-v1 | Ready             | deploy reviews-v1 in namespace default has no condition Ready
            deploy       | reviews-v1 | Available=False   | deploy reviews-v1 in namespace default has condition Available True, not False
            trafficsplit | reviews    |                   | the server serves no objects of kind trafficsplit yet
            """)
    void whatDoesNotComeInTimeEndsTheRunBeforeItBegan(String kind, String name, String condition, String words) {
        try (World world = new World(Scenes.subsets())) {
            Wanted wanted = new Wanted(
                    kind, "default", name, Optional.ofNullable(condition).map(Condition::of));

            Ending ending = world.finish(world.begin(requiring(world, wanted)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.NEVER_READY, 4);
            assertThat(ending.because()).startsWith(words).endsWith("and the spec requires it; waited for 60 s");
            assertUntouched(world);
        }
    }

    @Test
    void whoeverStopsItWhileItWaitsStopsItAtOnce() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(requiring(world, map("configmaps")));
            world.drive(run, Entry.Sought.class);
            run.ask(Entry.Request.ABORT, "ana");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, 130);
            assertUntouched(world);
        }
    }

    @Test
    void aDraftSaysWhatIsLacking() {
        try (World world = new World(Scenes.subsets())) {
            Draft draft = world.engine().draft(requiring(world, map("cm")));

            assertThat(draft)
                    .isEqualTo(new Draft.Impossible(
                            Cause.NEVER_READY,
                            "cm word in namespace default is not there; the spec requires it, so a run waits for it"));
        }
    }

    @Test
    void withoutAnApiServerNothingBegins() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(requiring(world, map("cm")));
            world.api.faults().always((method, path) -> true, new Fault.DropBefore());

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.CLUSTER_UNREACHABLE, 4);
        }
    }

    @Test
    void anApiServerThatIsAwayForAMomentMeanwhileIsAskedAgain() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(requiring(world, map("cm")));
            world.drive(run, Entry.Sought.class);
            AtomicBoolean away = new AtomicBoolean(true);
            world.api.faults().always((method, path) -> away.get(), Fault.unavailable());
            world.drive(run, Entry.Stumbled.class);
            away.set(false);
            try (Cluster person = world.cluster()) {
                person.create(WORD);
            }

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    private static Wanted map(String kind) {
        return new Wanted(kind, "default", "word", Optional.empty());
    }

    private static Wanted deployment(String condition) {
        return new Wanted("deployments.apps", "default", "reviews-v1", Optional.of(Condition.of(condition)));
    }

    private static Experiment requiring(World world, Wanted wanted) {
        Experiment plain = Trial.clones().in(world);
        return new Experiment(
                plain.namespace(),
                plain.name(),
                plain.service(),
                plain.live(),
                plain.dark(),
                plain.mirror(),
                plain.metrics(),
                plain.objectives(),
                plain.cadence(),
                plain.decision(),
                plain.promotion(),
                plain.onInconclusive(),
                plain.baseline(),
                plain.accessLogs(),
                Optional.of(new Requirements(Duration.ofMinutes(1), List.of(wanted))),
                plain.queries(),
                Optional.empty());
    }
}
