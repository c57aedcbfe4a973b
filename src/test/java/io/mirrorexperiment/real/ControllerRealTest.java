package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Experiments that kubectl applies, on a real cluster and a real mesh: a controller attends to them, a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class ControllerRealTest {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final double RATE = 30;

    private static final String EXPERIMENT = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: "testbed.local/reviews:%s", readyWithin: 60s}
              mirror: {percent: 100, methods: ["*"], settle: 3s, flowWithin: 40s}
              metrics: {prometheus: {url: "%s"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: 2s, iterations: %d, warmUp: 1}
              decision: {rule: point}
              protection: {baseline: 4s}
            """;

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    private Shop shop(String name) {
        bed.kubectl("apply", "--server-side", "--force-conflicts", "-f", "resources/crds/mirrorexperiments.yaml");
        bed.kubectl(
                "wait", "--for=condition=Established", "--timeout=60s", "-f", "resources/crds/mirrorexperiments.yaml");
        return Shop.open(bed, name, Scenery.PLAIN);
    }

    private GateProcess controller(Shop shop) {
        return GateProcess.start(
                shop.folder().resolve("home"),
                bed.kubeconfig(),
                List.of("controller", "--namespace", shop.namespace(), "--lease", shop.namespace()));
    }

    private void apply(Shop shop, String tag, int iterations) {
        shop.apply("experiment", EXPERIMENT.formatted(tag, bed.prometheus(), iterations));
    }

    private static String status(Shop shop, String field) {
        return shop.kubectl("get", "mirrorexperiment", "reviews-v2", "-o", "jsonpath={.status." + field + "}");
    }

    private static void awaitEnd(Shop shop, GateProcess controller) {
        Patiently.until("the end of the run", LONGEST, () -> {
            assertThat(controller.hasEnded()).as(controller::said).isFalse();
            return status(shop, "stage").equals("Completed");
        });
    }

    private static void stops(GateProcess controller) {
        controller.signal("TERM");
        assertThat(controller.exit()).as(controller::said).isZero();
    }

    @Test
    void anAppliedExperimentIsPromotedAndAWorseOneAfterItIsRolledBack() {
        try (Shop shop = shop("applied");
                Customers customers = shop.customers(RATE);
                GateProcess controller = controller(shop)) {
            Sight before = Sight.of(shop);
            apply(shop, "2.0-errors", 4);
            awaitEnd(shop, controller);
            assertThat(status(shop, "verdict") + " " + status(shop, "outcome") + " " + status(shop, "cause"))
                    .as(controller::said)
                    .isEqualTo("violates rolled-back objective-breached");
            assertThat(before.changesTo(Sight.of(shop).withoutRemains()))
                    .allMatch(change -> change.startsWith("ConfigMap mirror-experiment-journal."));

            apply(shop, "2.0", 4);
            Patiently.until(
                    "the second run", LONGEST, () -> status(shop, "runId").endsWith(".2"));
            awaitEnd(shop, controller);

            assertThat(status(shop, "verdict") + " " + status(shop, "outcome"))
                    .as(controller::said)
                    .isEqualTo("conforms promoted");
            assertThat(shop.kubectl("get", "mirrorexperiment").lines().findFirst())
                    .hasValueSatisfying(columns -> assertThat(columns).contains("STAGE", "MESSAGE"));
            assertThat(shop.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}"))
                    .contains("Begun", "Mirrored", "Judged");
            assertThat(customers.count().losses()).as("users notice nothing").isEmpty();
            stops(controller);
        }
    }

    @Test
    void anExperimentThatIsDeletedInMidRunIsUndoneFirst() {
        try (Shop shop = shop("deleted");
                Customers customers = shop.customers(RATE);
                GateProcess controller = controller(shop)) {
            Sight before = Sight.of(shop);
            apply(shop, "2.0", 100);
            Patiently.until(
                    "look 2", LONGEST, () -> List.of("2", "3", "4").contains(status(shop, "completedIterations")));
            assertThat(shop.kubectl("get", "virtualservice", "reviews", "-o", "yaml"))
                    .contains("mirrorPercentage");

            shop.kubectl("delete", "mirrorexperiment", "reviews-v2", "--timeout=110s");

            assertThat(before.changesTo(Sight.of(shop).withoutRemains()))
                    .as(controller::said)
                    .allMatch(change -> change.startsWith("ConfigMap mirror-experiment-journal."));
            assertThat(customers.count().losses()).isEmpty();
            stops(controller);
        }
    }
}
