package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Journals;
import io.mirrorexperiment.report.Style;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.run.Standing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a log is told of waits. */
class PlainViewTest {
    private final Journal journal = Journals.begun(1);
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PlainView view = new PlainView(new PrintStream(told, true, StandardCharsets.UTF_8), Style.PLAIN);

    @Test
    void aWaitIsToldOnceWhileOnlyItsNumbersChange() {
        rests(Wait.READINESS, "0 of 3 pods are available");
        rests(Wait.READINESS, "1 of 3 pods are available");
        rests(Wait.READINESS, "2 of 3 pods are available");

        assertThat(told()).hasLineCount(1).contains("waiting for the dark version to become ready: 0 of 3");
    }

    @Test
    void anotherReasonIsTold() {
        rests(Wait.READINESS, "0 of 3 pods are available");
        rests(Wait.READINESS, "pod a: its image cannot be pulled");

        assertThat(told()).hasLineCount(2).contains("waiting for the dark version to become ready: pod a");
    }

    @Test
    void aWaitThatComesAgainIsToldAgain() {
        rests(Wait.SETTLING, "");
        rests(Wait.TICK, "");
        rests(Wait.SETTLING, "");

        assertThat(told()).hasLineCount(2);
    }

    private void rests(Wait why, String detail) {
        view.show(new Standing(journal, new Move.Rest(Instant.EPOCH, why), detail));
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
