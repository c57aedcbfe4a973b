package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import org.junit.jupiter.api.Test;

/** Services whose callers choose the pods themselves. */
class HeadlessTest {
    private static final String SELECTOR = "{selector: {app: reviews}, ports";

    @Test
    void aRunByRoutesIsRefusedBeforeAnythingIsTouched() {
        try (World world = new World(headless(Scenes.bare()))) {
            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            EndingsTest.assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.NOT_POSSIBLE, 4);
            assertThat(ending.because()).contains("Service default/reviews is headless", "an address of its own");
            assertThat(world.api.view().list("deployments.apps")).hasSize(1);
        }
    }

    /** What such a mirror does is for the counters to say. */
    @Test
    void aMirrorOfTheUsersIsLookedAt() {
        try (World world = new World(headless(Scenes.mirrored()))) {
            Run run = world.begin(Trial.adopted().in(world));

            assertThat(world.drive(run, Entry.Planned.class)).isNotNull();
        }
    }

    private static String headless(String scene) {
        assertThat(scene).contains(SELECTOR);
        return scene.replace(SELECTOR, "{clusterIP: None, selector: {app: reviews}, ports");
    }
}
