package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs that objects ask for, from their application to their end. */
class ControlledRunTest {
    @Test
    void anAppliedExperimentIsPromoted() {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain())) {
            world.start("one");

            world.apply("reviews-v2", "");

            world.until("it is completed", () -> world.stage("reviews-v2").equals("Completed"));
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
        }
    }
}
