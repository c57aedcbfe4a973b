package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Cuts a leader off from the API server before or after its k-th write, so that nothing it does comes about any more, lets another one lead,
 * and compares with the run that nobody cut off. By default for a spread of moments; {@code -Dkills=all} tries every k, before and after.
 */
@Execution(ExecutionMode.CONCURRENT)
class ControlledKillsTest {
    private static final int SPREAD = 12;

    /** How a play ended. */
    private record End(int effects, Map<String, String> objects, List<String> story) {}

    @Test
    @Timeout(1800)
    void whoeverLeadsNextGoesOnWithoutLosingOrRepeatingAnything() {
        End whole = play(Integer.MAX_VALUE, false);
        assertThat(whole.effects()).isGreaterThan(40);

        for (int fatal : moments(whole.effects())) {
            for (boolean after :
                    "all".equals(System.getProperty("kills")) ? List.of(false, true) : List.of(fatal % 2 == 0)) {
                String when = "cut " + (after ? "after" : "before") + " write " + fatal + " of " + whole.effects();
                End cut = play(fatal, after);
                assertThat(cut.story()).as(when).isEqualTo(whole.story());
                assertThat(Objects.differences(whole.objects(), cut.objects()))
                        .as(when)
                        .isEmpty();
            }
        }
    }

    private static List<Integer> moments(int effects) {
        return "all".equals(System.getProperty("kills"))
                ? IntStream.rangeClosed(1, effects).boxed().toList()
                : IntStream.rangeClosed(1, SPREAD)
                        .map(i -> i * effects / SPREAD)
                        .boxed()
                        .toList();
    }

    private static End play(int fatal, boolean after) {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain());
                Cord cord = new Cord(URI.create(world.world.api.url()), fatal, after)) {
            String kubeconfig = world.world.api.kubeconfig().replace(world.world.api.url(), cord.url());
            try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(kubeconfig))) {
                Controller first = world.start(cluster, "first");
                world.apply("reviews-v2", "");
                world.until("it is over or cut", () -> world.isFree("reviews-v2") || cord.isCut());
                world.stop(first);
            }
            world.startBeside("second");
            world.until("it is over", () -> world.isFree("reviews-v2"));
            Journal journal = world.journal("default.reviews-v2.1");
            assertThat(world.run("reviews-v2")).isEqualTo("default.reviews-v2.1");
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
            assertThat(world.events("reviews-v2")).doesNotHaveDuplicates();
            assertThat(world.world.traffic.leaked).isZero();
            assertThat(world.world.traffic.failed).isZero();
            assertThat(world.world.traffic.darkWithoutMirror).isZero();
            return new End(cord.effects(), world.settled(), story(journal));
        }
    }

    /** What happened, but for what went wrong and was tried again. */
    static List<String> story(Journal journal) {
        return journal.entries().stream()
                .filter(entry -> !(entry instanceof Entry.Stumbled))
                .map(entry -> entry instanceof Entry.Iterated tick ? "look " + tick.tick() : entry.word())
                .toList();
    }
}
