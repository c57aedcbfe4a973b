package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole runs into which people and other controllers meddle. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class PeopleRealTest {
    private static final double RATE = 60;
    private static final String GOOD = "{version: v2, image: \"testbed.local/reviews:2.0\", readyWithin: 60s}";

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    private Trial trial(String fault, String name, String route) {
        return new Trial(fault, Shop.open(bed, name, route), GOOD, RATE);
    }

    @Test
    void aTerminatedGateCleansUp() {
        try (Trial trial = trial("SIGTERM while mirrored", "term", Scenery.PLAIN)) {
            GateProcess gate = trial.run("spec.duration.iterations=500");
            trial.untilLook(2);
            gate.signal("TERM");
            trial.ends(gate, 130, "aborted", "aborted");
        }
    }

    @Test
    void anInterruptedGateCleansUp() {
        try (Trial trial = trial("SIGINT while the dark version starts", "int", Scenery.SUBSETS)) {
            GateProcess gate = trial.run();
            trial.until(Entry.Deployed.class);
            gate.signal("INT");
            trial.ends(gate, 130, "aborted", "aborted");
        }
    }

    @Test
    void aSecondGateOnTheSameServiceIsRefused() {
        try (Trial trial = trial("a second gate on the same Service", "two", Scenery.PLAIN)) {
            GateProcess first = trial.run();
            trial.until(Entry.Mirrored.class);
            GateProcess second = trial.elsewhere("run", trial.spec().toString());
            assertThat(second.exit()).as(second::said).isEqualTo(4);
            assertThat(second.lastLine()).contains("outcome=not-started cause=claimed");
            assertThat(second.said()).contains(trial.id().toString());
            trial.ends(first, 0, "promoted", "objectives-met");
        }
    }

    @Test
    void darkPodsThatDieInMidRunHurtNobody() {
        try (Trial trial = trial("all dark pods deleted at once", "die", Scenery.PLAIN)) {
            GateProcess gate = trial.run();
            trial.untilLook(2);
            trial.shop().kubectl("delete", "pod", "-l", "version=v2", "--grace-period=0", "--force");
            trial.ends(gate, 2, "rolled-back", "mirror-lossy");
        }
    }

    @Test
    void livePodsThatSomebodyElseRollsInMidRunAreCountedOn() {
        try (Trial trial = trial("kubectl rollout restart of the live version", "roll", Scenery.SUBSETS)) {
            GateProcess gate = trial.run("spec.duration.iterations=10");
            trial.untilLook(2);
            trial.shop().kubectl("rollout", "restart", "deployment/reviews-v1");
            trial.ends(gate, 0, "promoted", "objectives-met");
        }
    }

    @Test
    void whatAUserAddsToTheRouteInMidRunStays() {
        try (Trial trial = trial("a user adds a time-out to the route", "edit", Scenery.PLAIN)) {
            GateProcess gate = trial.changing("VirtualService reviews").run();
            trial.untilLook(2);
            trial.shop()
                    .kubectl(
                            "patch",
                            "virtualservice",
                            "reviews",
                            "--type=json",
                            "-p",
                            "[{\"op\": \"add\", \"path\": \"/spec/http/0/timeout\", \"value\": \"9s\"}]");
            trial.ends(gate, 0, "promoted", "objectives-met");
            assertThat(trial.shop().kubectl("get", "virtualservice", "reviews", "-o", "yaml"))
                    .contains("timeout: 9s")
                    .doesNotContain("mirror:", "subset:");
        }
    }

    @Test
    void aMirrorThatAUserTakesOutIsNoEvidence() {
        try (Trial trial = trial("a user applies the route without the mirror", "unmirror", Scenery.SUBSETS)) {
            GateProcess gate = trial.run("spec.duration.iterations=20");
            trial.untilLook(2);
            trial.shop().kubectl("replace", "-f", trial.shop().manifest("route").toString());
            trial.ends(gate, 2, "rolled-back", "route-changed");
        }
    }
}
