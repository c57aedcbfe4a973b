package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.journal.Entry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Parts that everybody shares go away in mid-run, one at a time, and nothing else is tested meanwhile. */
@Isolated
@Timeout(600)
class OutagesRealTest {
    private static final double RATE = 60;

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    private Trial trial(String fault, String name, String tag) {
        String dark = "{version: v2, image: \"testbed.local/reviews:%s\", readyWithin: 90s}".formatted(tag);
        return new Trial(fault, Shop.open(bed, name, Scenery.PLAIN), dark, RATE);
    }

    @Test
    void anApiServerAndItsStoreThatStartAnewInMidRunAreWaitedFor() {
        try (Trial trial = trial("API server and etcd restarted while mirrored", "apidown", "2.0")) {
            GateProcess gate = trial.run("spec.duration.iterations=8");
            trial.untilLook(2);
            try (Outage outage = Outage.of(bed, "apiserver", "etcd")) {
                outage.lasts(Duration.ofSeconds(5));
            }
            trial.ends(gate, 0, "promoted", "objectives-met");
        }
    }

    @Test
    void anApiServerThatIsAwayWhenTheMirrorMustBeShutIsWaitedFor() {
        try (Trial trial = trial("API server away while the verdict falls", "apijudge", "2.0-errors")) {
            GateProcess gate = trial.run();
            trial.untilLook(5);
            try (Outage outage = Outage.of(bed, "apiserver")) {
                trial.until(Entry.Judged.class);
                outage.lasts(Duration.ofSeconds(5));
            }
            trial.ends(gate, 1, "rolled-back", "objective-breached");
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

    @Test
    void aPrometheusThatStaysAwayIsNoEvidence() {
        try (Trial trial = trial("Prometheus away for good", "promgone", "2.0")) {
            GateProcess gate = trial.run();
            trial.untilLook(2);
            try (Outage outage = Outage.of(bed, "prometheus")) {
                outage.lasts(Duration.ofSeconds(1));
                trial.ends(gate, 2, "rolled-back", "no-evidence");
            }
        }
    }

    @Test
    void anIstiodThatIsAwayWhenTheMirrorMustBeShutIsWaitedFor() {
        try (Trial trial = trial("istiod away while the mirror is shut", "istiod", "2.0-errors")) {
            GateProcess gate = trial.run();
            trial.untilLook(4);
            try (Outage outage = Outage.of(bed, "istiod")) {
                trial.until(Entry.Judged.class);
                outage.lasts(Duration.ofSeconds(15));
                assertThat(trial.journal().orElseThrow().has(Entry.DarkRemoved.class))
                        .isFalse();
            }
            trial.ends(gate, 1, "rolled-back", "objective-breached");
        }
    }

    /** The harder case: the object could be edited, as where no webhook guards it, but the proxies have not heard of it. */
    @Test
    void aRouteThatIsShutWithoutTheMeshHearingOfItIsNotBelieved() {
        try (Trial trial = trial("istiod away, its webhook too, while the mirror is shut", "deaf", "2.0-errors")) {
            GateProcess gate = trial.run();
            trial.untilLook(4);
            try (Outage outage = Outage.of(bed, "istiod")) {
                outage.unguarded();
                trial.until(Entry.Unmirrored.class);
                Patiently.until("the gate says why it waits", Duration.ofSeconds(60), () -> gate.said()
                        .contains("the mesh has not taken the change over"));
                assertThat(trial.journal().orElseThrow().has(Entry.DarkRemoved.class))
                        .isFalse();
            }
            trial.ends(gate, 1, "rolled-back", "objective-breached");
        }
    }

    /** What the gate does last, the proxies hear late: then all at once, the end of a subset with the route that names it no more. */
    @Test
    void aPinThatTheMeshHearsOfLateLosesNobody() {
        try (Trial trial = trial("istiod away after the dark version was removed", "late", "2.0-errors")) {
            GateProcess gate = trial.run();
            trial.until(Entry.Unpinned.class);
            try (Outage outage = Outage.of(bed, "istiod")) {
                outage.lasts(Duration.ofSeconds(20));
            }
            assertThat(gate.exit()).as(gate::said).isEqualTo(1);
            Patiently.pass(Duration.ofSeconds(40));
            trial.ends(gate, 1, "rolled-back", "objective-breached");
        }
    }

    @Test
    void aNetworkThatIsCutForAWhileIsWaitedFor() {
        try (Cable cable = Cable.to(bed.api());
                Trial trial = trial("network to the API server cut for 15 s", "cut", "2.0")) {
            GateProcess gate = trial.by(by(cable, trial)).run("spec.duration.iterations=10");
            trial.untilLook(2);
            cable.cut();
            Patiently.pass(Duration.ofSeconds(15));
            cable.mend();
            trial.ends(gate, 0, "promoted", "objectives-met");
        }
    }

    private static Path by(Cable cable, Trial trial) {
        String text = trial.shop().bed().kubectl("config", "view", "--raw", "--flatten", "--minify");
        return trial.shop()
                .write("by-cable", text.replace(trial.shop().bed().api().toString(), cable.url()));
    }
}
