package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The gate's process is killed with SIGKILL as soon as it has come somewhere, and resumed, or undone from elsewhere. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
@Order(5)
class KillsRealTest {
    private static final double RATE = 60;

    private static final List<Class<? extends Entry>> TO_THE_VERDICT = List.of(
            Entry.Planned.class,
            Entry.Prepared.class,
            Entry.Pinned.class,
            Entry.Deployed.class,
            Entry.Ready.class,
            Entry.Baselined.class,
            Entry.Mirrored.class,
            Entry.Flowing.class,
            Entry.Iterated.class,
            Entry.Judged.class,
            Entry.Unmirrored.class);

    private static final List<Class<? extends Entry>> TO_THE_USERS =
            List.of(Entry.Committed.class, Entry.LiveChanged.class, Entry.Verified.class);

    private static final List<Class<? extends Entry>> TO_THE_END =
            List.of(Entry.DarkRemoved.class, Entry.Unpinned.class, Entry.Cleared.class, Entry.Released.class);

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    private static String image(String tag) {
        return "{version: v2, image: \"testbed.local/reviews:%s\", readyWithin: 90s}".formatted(tag);
    }

    @Test
    void aRunKilledAfterEveryPhaseStillPromotes() {
        try (Trial trial = new Trial(
                "kill -9 after each phase, resumed", Shop.open(bed, "kills", Scenery.PLAIN), image("2.0"), RATE)) {
            GateProcess gate = trial.run();
            gate = killed(trial, gate, TO_THE_VERDICT);
            gate = killed(trial, gate, TO_THE_USERS);
            gate = killed(trial, gate, TO_THE_END);
            int kills = TO_THE_VERDICT.size() + TO_THE_USERS.size() + TO_THE_END.size();
            trial.ends(gate, kills, 0, "promoted", "objectives-met");
        }
    }

    @Test
    void aRunKilledAfterEveryPhaseStillRollsBack() {
        try (Trial trial = new Trial(
                "kill -9 after each phase, resumed",
                Shop.open(bed, "killsbad", Scenery.SUBSETS),
                image("2.0-errors"),
                RATE)) {
            GateProcess gate = killed(trial, trial.run(), TO_THE_VERDICT);
            gate = killed(trial, gate, TO_THE_END);
            trial.ends(gate, TO_THE_VERDICT.size() + TO_THE_END.size(), 1, "rolled-back", "objective-breached");
        }
    }

    private static GateProcess killed(Trial trial, GateProcess first, List<Class<? extends Entry>> moments) {
        GateProcess gate = first;
        for (Class<? extends Entry> moment : moments) {
            trial.until(moment);
            gate.signal("KILL");
            gate.exit();
            gate = trial.resume();
        }
        return gate;
    }

    @Test
    void aRunKilledWhileItMirrorsIsRestoredFromAnEmptyHome() {
        try (Trial trial = mirroring("restore")) {
            GateProcess restore = trial.elsewhere("restore", trial.id().toString());
            undone(trial, restore, "kill -9 while mirrored, restore from an empty home");
        }
    }

    @Test
    void aRunKilledWhileItMirrorsIsReapedFromAnEmptyHome() {
        try (Trial trial = mirroring("reap")) {
            GateProcess reap = trial.elsewhere("reap", "-n", trial.shop().namespace());
            undone(trial, reap, "kill -9 while mirrored, reap from an empty home");
        }
    }

    private Trial mirroring(String name) {
        Trial trial = new Trial(
                "kill -9 while mirrored, " + name + " from an empty home",
                Shop.open(bed, name, Scenery.SUBSETS),
                image("2.0"),
                RATE);
        GateProcess gate = trial.run();
        trial.untilLook(2);
        gate.signal("KILL");
        assertThat(gate.exit()).isEqualTo(128 + 9);
        assertThat(trial.shop().kubectl("get", "virtualservice", "reviews", "-o", "yaml"))
                .contains("mirror-experiment-dark");
        return trial;
    }

    /** The user's own manifests say what should be there, and kubectl sees no difference. */
    private static void undone(Trial trial, GateProcess undo, String how) {
        assertThat(undo.exit()).as(undo::said).isZero();
        trial.settle(1, "0: restored");
        assertThat(trial.shop()
                        .kubectl("diff", "-f", trial.shop().manifest("route").toString()))
                .as(how)
                .isEmpty();
        trial.leftNothing();
        trial.lostNobody();
    }
}
