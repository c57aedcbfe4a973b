package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private final Targets targets = new Targets();

    @Test
    void theOneThatCameFirstHasItsTurnFirst() {
        assertThat(targets.want("t", at(2), who("late"))).isEmpty();
        assertThat(targets.want("t", at(1), who("early"))).isEmpty();
        assertThat(targets.want("t", at(2), who("late"))).contains(who("early"));
    }

    @Test
    void whoHasItKeepsItFromThoseThatCameEarlier() {
        targets.have("t", who("late"));

        assertThat(targets.want("t", at(1), who("early"))).contains(who("late"));
    }

    @Test
    void whoLeavesNamesTheNext() {
        targets.have("t", who("first"));
        targets.want("t", at(2), who("third"));
        targets.want("t", at(1), who("second"));

        assertThat(targets.leave(who("first"))).containsExactly(who("second"));
        assertThat(targets.leave(who("second"))).containsExactly(who("third"));
        assertThat(targets.leave(who("third"))).isEmpty();
        assertThat(targets.leave(who("nobody"))).isEmpty();
    }

    @Test
    void whoWantsAnotherTargetLeavesTheOldOne() {
        targets.want("t", at(1), who("one"));
        targets.want("other", at(1), who("one"));

        assertThat(targets.want("t", at(2), who("two"))).isEmpty();
    }

    @Test
    void equalTimesAreInTheOrderOfTheirAddresses() {
        targets.want("t", at(1), who("b"));

        assertThat(targets.want("t", at(1), who("a"))).isEmpty();
        assertThat(targets.want("t", at(1), who("b"))).contains(who("a"));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Address who(String name) {
        return new Address(OwnKind.KIND, "default", name);
    }
}
