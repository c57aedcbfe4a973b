package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Settings;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A leader that lives on loses its Lease while a write of it is on the way: it finishes that deed and does no other, and the next goes on
 * from there. Compared with the run that one leader brought to its end.
 */
@Execution(ExecutionMode.CONCURRENT)
class ControlledLossTest {
    private static final String RUN = "default.reviews-v2.1";

    private static final Pattern EFFECT = Pattern.compile("(virtualservices|destinationrules|deployments)\\..*");

    /** How a play ended: how many writes were asked for; what they did, in order; what is there; what happened. */
    private record End(int writes, Set<String> effects, Map<String, String> objects, List<String> story) {}

    @Test
    @Timeout(900)
    void whoLosesItsLeaseInMidTurnStopsAfterThatDeedAndTheNextGoesOn() {
        End whole = play(Integer.MAX_VALUE, false);
        assertThat(whole.writes()).isGreaterThan(6);

        for (int held = 1; held <= whole.writes(); held += 2) {
            boolean taken = held % 4 == 1;
            String when = (taken ? "taken away" : "not renewed") + " at write " + held;
            End lost = play(held, taken);
            assertThat(lost.story()).as(when).isEqualTo(whole.story());
            assertThat(lost.effects()).as(when).containsExactlyElementsOf(whole.effects());
            assertThat(Objects.differences(whole.objects(), lost.objects()))
                    .as(when)
                    .isEmpty();
        }
    }

    private static End play(int held, boolean taken) {
        try (ControlledWorld world = new ControlledWorld(Scenes.plain());
                Held writes = new Held(held)) {
            Set<String> effects = Collections.synchronizedSet(new LinkedHashSet<>());
            world.world.api.view().onChange((resource, type, object) -> {
                if (EFFECT.matcher(resource).matches()) {
                    effects.add((type.equals("DELETED") ? "gone " : "") + resource + " "
                            + object.at("/metadata/name").asText() + " "
                            + object.at("/metadata/generation").asText());
                }
            });
            world.world.api.faults().always(writes::isRefused, Fault.unavailable());
            Controller first = world.start("one");
            world.apply("reviews-v2", "");
            world.until("it is over or held", () -> world.isFree("reviews-v2") || writes.isHeld());
            if (writes.isHeld()) {
                lose(world, first, writes, taken);
                world.start("two");
            }
            world.until("it is over", () -> world.isFree("reviews-v2"));
            assertThat(world.run("reviews-v2")).isEqualTo(RUN);
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
            assertThat(world.events("reviews-v2")).doesNotHaveDuplicates();
            assertThat(world.world.traffic.leaked).isZero();
            assertThat(world.world.traffic.failed).isZero();
            return new End(writes.all(), effects, world.settled(), ControlledKillsTest.story(world.journal(RUN)));
        }
    }

    private static void lose(ControlledWorld world, Controller first, Held writes, boolean taken) {
        if (taken) {
            handOver(world);
        } else {
            writes.refuseLeases(true);
        }
        ControlledWorld.await(() -> !first.leads());
        int before = entries(world);
        writes.release();
        ControlledWorld.await(() -> first.health().busy() == 0);
        assertThat(entries(world) - before).isLessThanOrEqualTo(1);
        handOver(world);
        writes.refuseLeases(false);
    }

    /** The Lease is another's for longer than anybody here waits, unless that one says so itself. */
    private static void handOver(ControlledWorld world) {
        world.world.api.apply("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: %s, namespace: default}
                spec: {holderIdentity: two, leaseDurationSeconds: 3600}
                """.formatted(Settings.LEASE));
    }

    /** What was done. */
    private static int entries(ControlledWorld world) {
        return ClusterTexts.store(world.world.cluster(), "default", world.world.clock)
                .load(RunId.parse(RUN).orElseThrow())
                .map(journal -> journal.entries().size())
                .orElse(0);
    }
}
