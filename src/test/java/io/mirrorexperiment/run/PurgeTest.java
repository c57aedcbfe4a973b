package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.manifest.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run leaves behind, and that it can be had away. */
@Timeout(60)
class PurgeTest {
    @Test
    void takesTheLeasesAndTheGenerationAwayAndTheNextRunGoesAsTheFirst() {
        try (World world = new World(Scenes.plain())) {
            world.traffic.darkErrors = 0.2;
            assertThat(world.finish(world.begin(Trial.clones().in(world))).outcome())
                    .isEqualTo(Outcome.ROLLED_BACK);
            Undo undo = new Undo(world.cluster(), world.engine());
            assertThat(undo.claims(Optional.empty())).isNotEmpty().allMatch(StandingClaim::isEnded);
            assertThat(generations(world)).isPositive();

            undo.claims(Optional.empty()).forEach(undo::purge);

            assertThat(undo.claims(Optional.empty())).isEmpty();
            assertThat(generations(world)).isZero();
            assertThat(world.finish(world.begin(Trial.clones().in(world))).outcome())
                    .isEqualTo(Outcome.ROLLED_BACK);
        }
    }

    private static long generations(World world) {
        return world.cluster().list(Kind.VIRTUAL_SERVICE, Optional.empty(), Map.of()).stream()
                .filter(route ->
                        route.annotation("mirror-experiment.io/generation").isPresent())
                .count();
    }
}
