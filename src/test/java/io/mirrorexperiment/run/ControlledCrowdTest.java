package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at once: by default 30 experiments on 3 targets; {@code -Dcrowd=200} has 200 of them on 20. */
class ControlledCrowdTest {
    private static final int MANY = Integer.getInteger("crowd", 30);
    private static final int TARGETS = MANY / 10;

    /**
     * What one run had of its target.
     *
     * @param from when it had claimed it
     * @param to when it had given it back
     */
    private record Span(String service, Instant from, Instant to) {}

    @Test
    @Timeout(1800)
    void noTwoRunsHaveOneTargetAtATime() {
        Queue<String> doubles = new ConcurrentLinkedQueue<>();
        try (ControlledWorld world = new ControlledWorld(manifests())) {
            world.world.api.view().onChange((resource, type, object) -> {
                if (resource.startsWith("virtualservices") && mirrors(object) > 1) {
                    doubles.add(object.toString());
                }
            });
            world.world.traffic.busy = true;
            world.world.begin();
            Controller controller = world.start("one");

            IntStream.range(0, MANY).forEach(i -> world.world.api.apply(spec(world, i)));
            world.until("all are over", () -> over(world) == MANY);

            assertThat(doubles).isEmpty();
            assertThat(controller.health().attended()).isEqualTo(MANY);
            List<Journal> journals = journals(world);
            assertThat(journals).hasSize(MANY).allMatch(ControlledCrowdTest::isRolledBack);
            Map<String, List<Span>> spans =
                    journals.stream().map(ControlledCrowdTest::span).collect(Collectors.groupingBy(Span::service));
            assertThat(spans).hasSize(TARGETS);
            spans.values().forEach(ControlledCrowdTest::areApart);
            assertThat(world.changes()).isEmpty();
        }
    }

    private static boolean isRolledBack(Journal journal) {
        return journal.has(Entry.Mirrored.class)
                && journal.last(Entry.Finished.class).orElseThrow().ending().outcome() == Outcome.ROLLED_BACK;
    }

    private static Span span(Journal journal) {
        return new Span(
                journal.experiment().service(),
                journal.last(Entry.Planned.class).orElseThrow().at(),
                journal.last(Entry.Released.class).orElseThrow().at());
    }

    private static void areApart(List<Span> spans) {
        List<Span> sorted = spans.stream().sorted(Comparator.comparing(Span::from)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertThat(sorted.get(i).from()).isAfterOrEqualTo(sorted.get(i - 1).to());
        }
    }

    private static long mirrors(ObjectNode route) {
        return route.at("/spec/http").findValues("mirror").size();
    }

    private static long over(ControlledWorld world) {
        return world.world.api.view().list("mirrorexperiments.mirror-experiment.io").stream()
                .filter(each -> each.at("/status/stage").asText().equals("Completed"))
                .count();
    }

    private static List<Journal> journals(ControlledWorld world) {
        JournalStore store = ClusterTexts.store(world.world.cluster(), "default", world.world.clock);
        return store.runs().stream().map(run -> store.load(run).orElseThrow()).toList();
    }

    /** Copies never arrive: each run opens its mirror, waits for it to flow, and rolls back. */
    private static String spec(ControlledWorld world, int i) {
        return world.spec("try-" + i, "")
                .replace("service: reviews", "service: shop-" + i % TARGETS)
                .replace("flowWithin: 30s", "flowWithin: 10s, settle: 0s");
    }

    private static String manifests() {
        return IntStream.range(0, TARGETS)
                .mapToObj(i -> Scenes.plain().replace("reviews", "shop-" + i))
                .collect(Collectors.joining("---\n"));
    }
}
