package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Journals;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.run.Standing;
import org.junit.jupiter.api.Test;

/** What an object's status is told of a run that rests. */
class AdvancingTest {
    private final Journal begun = Journals.begun(1);

    @Test
    void ofARunThatHasDoneNothingYetThereIsNothingToTell() {
        assertThat(Advancing.detail(resting(begun, ""))).isEmpty();
    }

    @Test
    void theOthersWordsComeFirst() {
        assertThat(Advancing.detail(resting(stumbled(), "pod a is not ready"))).isEqualTo("pod a is not ready");
    }

    @Test
    void ofANextTryItIsToldWhatFailed() {
        assertThat(Advancing.detail(resting(stumbled(), "")))
                .isEqualTo("deploy failed, and is tried again: the server is away");
    }

    private Journal stumbled() {
        return begun.plus(new Entry.Stumbled(Journals.START, "deploy", "the server is away", false));
    }

    private static Standing resting(Journal journal, String detail) {
        return new Standing(journal, new Move.Rest(Journals.START, Wait.RETRY), detail);
    }
}
