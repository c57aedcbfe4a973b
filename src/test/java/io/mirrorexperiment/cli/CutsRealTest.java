package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Line;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run whose line to the API server is cut again and again, in the middle of calls and between them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CutsRealTest {
    @Test
    void aRunWhoseLineIsCutAllTheTimeGoesItsWholeWay(@TempDir Path folder) {
        ScheduledExecutorService saw = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger cuts = new AtomicInteger();
        try (RealShop shop = RealShop.open(folder);
                Line line = Line.to(Bed.up().api())) {
            String routes = routes(shop);
            Path cut = shop.kubeconfig(shop.ground()
                    .kubeconfig()
                    .replace(Bed.up().api().toString(), line.near().toString()));
            ScheduledFuture<?> sawing = saw.scheduleWithFixedDelay(
                    () -> {
                        // A run that cannot even begin says so and changes nothing; this one has begun.
                        if (cuts.get() == 0 && !hasBegun(shop)) {
                            return;
                        }
                        if (cuts.incrementAndGet() % 3 == 0) {
                            line.cutAfterAnswered(2_000);
                        } else {
                            line.cut();
                        }
                    },
                    0,
                    700,
                    TimeUnit.MILLISECONDS);

            Typed run = shop.type(cut, "run", shop.spec().toString(), "--journal", "cluster");

            sawing.cancel(true);
            assertThat(run.lastLine()).as(run.out() + run.err()).contains("outcome=promoted", "exit=0");
            assertThat(routes(shop)).isEqualTo(routes);
            assertThat(shop.kubectl("get", "deployments", "-o", "name")).doesNotContain("reviews-v2");
            assertThat(shop.customers().count().losses()).isEmpty();
            assertThat(cuts.get()).isGreaterThan(10);
            System.err.println("a run to promotion whose line was cut " + cuts.get() + " times");
        } finally {
            saw.shutdownNow();
        }
    }

    /** Its plan is in the journal, so it has all that it claims. */
    private static boolean hasBegun(RealShop shop) {
        return shop.kubectl("get", "configmaps", "-o", "yaml").contains("planned");
    }

    private static String routes(RealShop shop) {
        return shop.kubectl(
                "get",
                "virtualservices,destinationrules",
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.spec}{\"\\n\"}{end}");
    }
}
