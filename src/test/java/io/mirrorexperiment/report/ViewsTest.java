package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    @Test
    void everyKindOfEntryHasItsSentence() {
        assertThat(Sentences.kinds()).containsExactlyInAnyOrderElementsOf(entryKinds());
    }

    /** Requests and stumbles say nothing of where a run is. */
    @Test
    void everyEffectLeadsToAPhase() {
        Journal begun = Cases.named("begun").journal();
        List<Phase> phases = Cases.named("promoted").journal().entries().stream()
                .map(entry -> Phase.of(upTo(entry)))
                .distinct()
                .toList();

        assertThat(Phase.of(begun)).isEqualTo(Phase.PLANNING);
        assertThat(phases)
                .containsExactly(
                        Phase.PREPARING,
                        Phase.PINNING,
                        Phase.DEPLOYING,
                        Phase.AWAITING_READINESS,
                        Phase.TAKING_BASELINE,
                        Phase.OPENING_MIRROR,
                        Phase.PROVING_MIRROR,
                        Phase.WARMING_UP,
                        Phase.LOOKING,
                        Phase.SHUTTING_MIRROR,
                        Phase.PROMOTING,
                        Phase.VERIFYING,
                        Phase.REMOVING_DARK,
                        Phase.RESTORING_ROUTE,
                        Phase.RELEASING,
                        Phase.ENDED);
    }

    @ParameterizedTest
    @CsvSource({
        "held, HELD",
        "awaited, AWAITING_ANSWER",
        "looking, LOOKING",
        "stumbling, LOOKING",
        "aborted, ENDED",
        "claimed, ENDED",
        "begun, PLANNING"
    })
    void aPhaseTellsWhatTheRunIsAt(String name, Phase phase) {
        assertThat(Phase.of(Cases.named(name).journal())).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({"ABORT, SHUTTING_MIRROR", "ROLL_BACK, SHUTTING_MIRROR"})
    void anAskedStopIsUnderWayAtOnce(Entry.Request request, Phase phase) {
        Story looking = Cases.named("looking");

        Story asked = looking.then(at -> new Entry.Asked(at, request, "alice"));

        assertThat(Phase.of(asked.journal())).isEqualTo(phase);
    }

    @Test
    void aHeldRunThatSomebodyDecidesIsHeldNoMore() {
        Story held = Cases.named("held");
        assertThat(ConsoleReport.lastLine(held.journal()))
                .contains("outcome=held")
                .endsWith("exit=2");

        Story decided = held.then(at -> new Entry.Asked(at, Entry.Request.PROMOTE, "alice"));

        assertThat(ConsoleReport.lastLine(decided.journal()))
                .contains("outcome=unfinished")
                .endsWith("exit=none");
        assertThat(Phase.of(decided.journal())).isEqualTo(Phase.PROMOTING);
    }

    @Test
    void aLongCommandCanBeCopied() {
        String word = "a".repeat(60);
        Story stuck = Cases.named("begun");
        Journal journal = stuck.finished(
                        io.mirrorexperiment.experiment.Verdict.VIOLATES,
                        io.mirrorexperiment.experiment.Outcome.STUCK,
                        io.mirrorexperiment.experiment.Cause.CLEAN_UP_FAILED,
                        "could not remove dark: no",
                        "kubectl delete " + word + " " + word + "   # why it is")
                .journal();

        String report = ConsoleReport.of(journal);

        assertThat(report).contains("  # why it is\n  kubectl delete " + word + " \\\n      " + word + "\n");
    }

    @Test
    void columnsDoNotMoveWhenNumbersGrow() {
        List<String> early = frame(Cases.named("stumbling"));
        List<String> late = frame(Cases.named("promoted"));

        for (int line = 4; line < 8; line++) {
            assertThat(early.get(line).indexOf('│'))
                    .isPositive()
                    .isEqualTo(late.get(line).indexOf('│'));
        }
        assertThat(early.get(9).indexOf("dark"))
                .isPositive()
                .isEqualTo(late.get(9).indexOf("dark"));
    }

    @Test
    void sidesStandBesideEachOther() {
        List<String> lines = SideBySide.of(
                List.of("GET /reviews/0 200", "GET /reviews/1 200"),
                List.of("GET /reviews/0 503"),
                "v1",
                "v2",
                29,
                Style.PLAIN);

        assertThat(lines).containsExactly("v1            │ v2", "GET /reviews… │ GET /reviews…", "GET /reviews… │");
    }

    @Test
    void aPeakIsSeenHoweverManyLooksShareAColumn() {
        List<OptionalDouble> values = IntStream.range(0, 400)
                .mapToObj(
                        i -> i == 205 ? OptionalDouble.of(1) : i == 399 ? OptionalDouble.empty() : OptionalDouble.of(0))
                .toList();

        assertThat(Sparkline.of(values, 1)).isEqualTo("▁".repeat(20) + "█" + "▁".repeat(19));
    }

    @Test
    void whatIsMissingIsAGapInTheSparkline() {
        assertThat(Sparkline.of(List.of(OptionalDouble.of(2), OptionalDouble.empty(), OptionalDouble.of(4)), 0))
                .isEqualTo("▄·█");
    }

    private static List<String> frame(Story story) {
        return LiveView.frame(story.journal(), story.now(), 100, Style.PLAIN);
    }

    private static Journal upTo(Entry last) {
        Journal whole = Cases.named("promoted").journal();
        List<Entry> entries = whole.entries();
        return new Journal(
                whole.id(),
                whole.format(),
                whole.holder(),
                whole.experiment(),
                entries.subList(0, entries.indexOf(last) + 1));
    }

    private static List<Class<? extends Entry>> entryKinds() {
        return Stream.of(Entry.class.getPermittedSubclasses())
                .<Class<? extends Entry>>map(kind -> kind.asSubclass(Entry.class))
                .toList();
    }
}
