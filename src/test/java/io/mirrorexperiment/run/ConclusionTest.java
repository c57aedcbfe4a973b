package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a journal amounts to. */
class ConclusionTest {
    private static final Instant NOW = Past.START;
    private static final Entry PLANNED = Past.done(Deed.PLAN, Past.begun(Trial.clones()), NOW);
    private static final Entry CONFORMS = Past.judged(NOW, Verdict.CONFORMS, Cause.OBJECTIVES_MET);
    private static final Entry VIOLATES = Past.judged(NOW, Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED);
    private static final Entry OPEN = Past.judged(NOW, Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE);
    private static final Entry COMMITTED = new Entry.Committed(NOW, "");
    private static final Entry VERIFIED = new Entry.Verified(NOW);
    private static final Entry AWAITED = new Entry.Awaited(NOW, NOW);
    private static final Entry HELD = new Entry.Held(NOW, NOW);

    private static Entry asked(Request request) {
        return new Entry.Asked(NOW, request, "somebody");
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end(
                        "promoted",
                        Verdict.CONFORMS,
                        Outcome.PROMOTED,
                        Cause.OBJECTIVES_MET,
                        PLANNED,
                        CONFORMS,
                        COMMITTED,
                        VERIFIED),
                end("violates", Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, PLANNED, VIOLATES),
                end("inconclusive", Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, PLANNED, OPEN),
                end("without a plan", Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.NO_EVIDENCE, OPEN),
                end("aborted", Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, PLANNED, asked(Request.ABORT)),
                end(
                        "rolled back by hand",
                        Verdict.CONFORMS,
                        Outcome.ROLLED_BACK,
                        Cause.ROLLED_BACK_BY_HAND,
                        PLANNED,
                        CONFORMS,
                        AWAITED,
                        asked(Request.ROLL_BACK)),
                end("unanswered", Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.UNANSWERED, PLANNED, CONFORMS, AWAITED),
                end(
                        "promoted by hand",
                        Verdict.INCONCLUSIVE,
                        Outcome.PROMOTED,
                        Cause.PROMOTED_BY_HAND,
                        PLANNED,
                        OPEN,
                        HELD,
                        asked(Request.PROMOTE),
                        COMMITTED,
                        VERIFIED),
                end(
                        "taken back",
                        Verdict.CONFORMS,
                        Outcome.ROLLED_BACK,
                        Cause.PROMOTION_FAILED,
                        PLANNED,
                        CONFORMS,
                        COMMITTED,
                        VERIFIED,
                        new Entry.Regretted(NOW, Cause.PROMOTION_FAILED, "no")));
    }

    private static Arguments end(String name, Verdict verdict, Outcome outcome, Cause cause, Entry... entries) {
        return Arguments.of(name, verdict, outcome, cause, List.of(entries));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void everyEndHasItsThreeWords(String name, Verdict verdict, Outcome outcome, Cause cause, List<Entry> entries) {
        Trial trial = entries.contains(AWAITED)
                ? Trial.clones().promoting(Promotion.Mode.MANUAL, Duration.ZERO)
                : Trial.clones();

        Ending ending = Conclusion.end(Past.begun(trial).plus(entries));

        assertThat(List.<Object>of(ending.verdict(), ending.outcome(), ending.cause()))
                .isEqualTo(List.<Object>of(verdict, outcome, cause));
    }

    @Test
    void aHeldRunCountsAsEndedUntilSomebodyDecides() {
        Journal held = Past.begun(Trial.clones().holding()).plus(List.of(PLANNED, OPEN, HELD));

        assertThat(Conclusion.of(held).map(Ending::outcome)).contains(Outcome.HELD);
        assertThat(Conclusion.of(held.plus(asked(Request.ROLL_BACK)))).isEmpty();
        assertThat(Conclusion.of(Past.begun(Trial.clones()).plus(PLANNED))).isEmpty();
    }

    @Test
    void aStuckRunSaysWhatItCouldNotDo() {
        Journal journal = Past.begun(Trial.clones())
                .plus(List.of(PLANNED, VIOLATES, new Entry.Stumbled(NOW, "unmirror", "no answer", false)));

        Ending ending = Conclusion.stuck(journal);

        assertThat(ending.outcome()).isEqualTo(Outcome.STUCK);
        assertThat(ending.because()).isEqualTo("could not unmirror: no answer");
        assertThat(ending.exitCode()).isEqualTo(5);
    }
}
