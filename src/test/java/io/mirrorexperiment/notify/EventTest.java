package io.mirrorexperiment.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTest {
    @Test
    void nothingIsToldBeforeThereIsAPlan() {
        assertThat(Event.of(Course.begun())).isEmpty();
    }

    @Test
    void aRunStartsIsJudgedAndEnds() {
        Journal journal = Course.ended(Outcome.ROLLED_BACK, List.of());

        assertThat(Event.of(journal))
                .extracting(Event::occasion)
                .containsExactly(Occasion.STARTED, Occasion.JUDGED, Occasion.ROLLED_BACK);
        assertThat(Event.of(journal))
                .extracting(Event::verdict)
                .containsExactly(Verdict.UNDECIDED, Verdict.VIOLATES, Verdict.VIOLATES);
        assertThat(Event.of(journal))
                .extracting(Event::exitCode)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(1));
    }

    /** Why it never began is its end, not a verdict on the version. */
    @Test
    void aRunThatNeverBeganIsNotJudged() {
        assertThat(Event.of(Course.refused())).extracting(Event::occasion).containsExactly(Occasion.NOT_STARTED);
    }

    @Test
    void aRunThatIsHeldIsToldOnceAndThenOfItsEnd() {
        Journal held = Course.judged().plus(new Entry.Held(Course.at(91), Course.at(86_491)));

        assertThat(Event.of(held)).last().satisfies(event -> {
            assertThat(event.occasion()).isEqualTo(Occasion.HELD);
            assertThat(event.exitCode()).contains(2);
            assertThat(event.sentence())
                    .startsWith("kept until 2026-11-23T09:01:31Z for a person to decide; error-rate");
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyOutcomeHasAnOccasion(Outcome outcome) {
        assertThat(Event.of(Course.ended(outcome, List.of()))).last().satisfies(event -> assertThat(event.outcome())
                .contains(outcome.word()));
    }

    @Test
    void aLongerJournalTellsTheSameAndMore() {
        List<Journal> course =
                List.of(Course.begun(), Course.planned(), Course.judged(), Course.ended(Outcome.PROMOTED, List.of()));

        for (int i = 1; i < course.size(); i++) {
            List<Event> before = Event.of(course.get(i - 1));
            List<Event> after = Event.of(course.get(i));

            assertThat(after).hasSize(before.size() + 1);
            assertThat(after.subList(0, before.size())).isEqualTo(before);
        }
    }

    @Test
    void keysAreThoseOfTheRunAndTheOccasionWhateverElseHappened() {
        Journal shorter = Course.judged();
        Journal longer = Course.ended(Outcome.STUCK, List.of());

        Stream<String> keys = Event.of(longer).stream().map(event -> new Notice(longer, event, Optional.empty()).key());

        assertThat(keys).doesNotHaveDuplicates().hasSize(3).noneMatch(key -> key.contains("."));
        assertThat(new Notice(longer, Event.of(longer).get(1), Optional.of("https://ci.example.com")).key())
                .isEqualTo(new Notice(shorter, Event.of(shorter).get(1), Optional.empty()).key());
    }
}
