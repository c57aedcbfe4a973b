package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Versions whose pods have several containers, of which one gets the image. */
class SeveralContainersTest {
    private static final String ONE = "containers: [{name: reviews, image: 'example/reviews:v1'}]";
    private static final String TWO =
            "containers: [{name: pages, image: 'example/reviews:v1'}, {name: reviews, image: 'example/reviews:v1'}]";

    @Test
    void thePromotionChangesTheContainerThatIsNamed() {
        try (World world = new World(twice())) {
            Ending ending =
                    world.finish(world.begin(clone(Optional.of("reviews")).in(world)));

            EndingsTest.assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(image(world, 0)).isEqualTo("example/reviews:v1");
            assertThat(image(world, 1)).startsWith("example/reviews").isNotEqualTo("example/reviews:v1");
        }
    }

    @Test
    void whereItIsNotClearNothingIsBegun() {
        try (World world = new World(twice())) {
            Ending ending = world.finish(world.begin(clone(Optional.empty()).in(world)));

            EndingsTest.assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.NOT_POSSIBLE, 4);
            assertThat(ending.because())
                    .contains("not clear which container", "pages (example/reviews:v1)", "Name it with dark.container");
        }
    }

    private static Trial clone(Optional<String> container) {
        return Trial.clones().from(new DarkSource.Clone("v2", "example/reviews:v2", container));
    }

    private static String image(World world, int container) {
        return world.api
                .view()
                .list("deployments.apps")
                .get(0)
                .at("/spec/template/spec/containers/" + container + "/image")
                .asText();
    }

    private static String twice() {
        assertThat(Scenes.subsets()).contains(ONE);
        return Scenes.subsets().replace(ONE, TWO);
    }
}
