package io.mirrorexperiment.real;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Parts that everybody shares go away in mid-run, one at a time, and nothing else is tested meanwhile. */
@Isolated
@Timeout(600)
class OutagesRealTest {
    private static final double RATE = 60;

    private static Map<String, Shop> shops = Map.of();

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    /** All at the same time, while nothing is out: to open one is mostly waiting. */
    @BeforeAll
    static void open() {
        Bed bed = Bed.up().with("mesh").with("prometheus");
        Map<String, CompletableFuture<Shop>> opening = Stream.of("apidown", "apijudge", "promshort", "late", "deaf")
                .collect(toMap(
                        name -> name,
                        name -> CompletableFuture.supplyAsync(
                                () -> Shop.open(bed, name, Scenery.PLAIN),
                                work -> new Thread(work, "opens " + name).start())));
        shops = opening.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, shop -> shop.getValue().join()));
    }

    @AfterAll
    static void close() {
        shops.values().forEach(Shop::close);
    }

    /** In a shop that is open still, or again: the last outage may have been after it was opened. */
    private static Trial trial(String fault, String name, String tag) {
        String dark = "{version: v2, image: \"testbed.local/reviews:%s\", readyWithin: 90s}".formatted(tag);
        Shop shop = Objects.requireNonNull(shops.get(name));
        shop.serves();
        return new Trial(fault, shop, dark, RATE);
    }

    @Test
    void anApiServerAndItsStoreThatAreAwayAreWaitedFor() {
        try (Trial going = trial("API server and etcd restarted while mirrored", "apidown", "2.0");
                Trial judged = trial("API server and etcd away while the verdict falls", "apijudge", "2.0-errors")) {
            GateProcess onward = going.run("spec.duration.iterations=12");
            GateProcess back = judged.run();
            judged.untilLook(5);
            going.untilLook(2);
            try (Outage outage = Outage.of(bed, "apiserver", "etcd")) {
                judged.until(Entry.Judged.class);
                outage.lasts(Duration.ofSeconds(5));
            }
            judged.ends(back, 1, "rolled-back", "objective-breached");
            going.ends(onward, 0, "promoted", "objectives-met");
        }
    }

    @Test
    void aPrometheusThatIsAwayForThreeLooksIsMadeUpFor() {
        try (Trial trial = trial("Prometheus away for three looks", "promshort", "2.0")) {
            GateProcess gate = trial.run("spec.duration.iterations=10");
            trial.untilLook(2);
            try (Outage outage = Outage.of(bed, "prometheus")) {
                trial.untilLook(5);
                outage.lasts(Duration.ofMillis(500));
            }
            JsonNode report = trial.ends(gate, 0, "promoted", "objectives-met");
            assertThat(report.path("mirror").path("standing").asText()).isEqualTo("proven");
        }
    }

    /**
     * One run has taken its pin back just before: the proxies hear of it late, the end of a subset all at once with the route that names it
     * no more. The other must shut its mirror: first nobody lets it edit the route, then it may, as where no webhook guards it, but the
     * proxies have not heard of it.
     */
    @Test
    void anIstiodThatIsAwayIsWaitedFor() {
        try (Trial late = trial("istiod away after the dark version was removed", "late", "2.0-errors");
                Trial deaf =
                        trial("istiod away, later its webhook too, while the mirror is shut", "deaf", "2.0-errors")) {
            GateProcess past = late.run();
            GateProcess gate = deaf.run("spec.duration.iterations=30");
            late.until(Entry.Unpinned.class);
            deaf.untilLook(2);
            try (Outage outage = Outage.of(bed, "istiod")) {
                deaf.until(Entry.Judged.class);
                outage.lasts(Duration.ofSeconds(15));
                assertThat(deaf.journal().orElseThrow().has(Entry.Unmirrored.class))
                        .isFalse();
                outage.unguarded();
                deaf.until(Entry.Unmirrored.class);
                Patiently.until("the gate says why it waits", Duration.ofSeconds(60), () -> gate.said()
                        .contains("the mesh has not taken the change over"));
                assertThat(deaf.journal().orElseThrow().has(Entry.DarkRemoved.class))
                        .isFalse();
            }
            deaf.ends(gate, 1, "rolled-back", "objective-breached");
            assertThat(past.exit()).as(past::said).isEqualTo(1);
            late.ends(past, 1, "rolled-back", "objective-breached");
        }
    }
}
