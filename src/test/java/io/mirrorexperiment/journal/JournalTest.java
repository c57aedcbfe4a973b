package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    void onlyTheNewestTickKeepsItsCounters() {
        Journal journal = Journals.ticked(1, 3);

        assertThat(journal.all(Entry.Iterated.class).map(tick -> tick.look().isPresent()))
                .containsExactly(false, false, true);
    }

    @Test
    void anotherEntryLeavesTheCountersOfTheNewestTick() {
        Journal journal = Journals.ticked(1, 3).plus(Journals.judged());

        assertThat(journal.last(Entry.Iterated.class).flatMap(Entry.Iterated::look))
                .isEqualTo(Journals.tick(3).look());
    }

    @Test
    void severalEntriesAtOnceAreAsGoodAsOneAfterTheOther() {
        List<Entry> more = List.of(Journals.tick(1), Journals.tick(2), Journals.judged());

        Journal journal = Journals.flowing(1).plus(more);

        assertThat(journal)
                .isEqualTo(Journals.flowing(1)
                        .plus(Journals.tick(1))
                        .plus(Journals.tick(2))
                        .plus(Journals.judged()));
    }

    /** With 20 buckets a side and 4 objectives, a day of ticks every ten seconds stays under 35 MB; see docs/decisions/0001. */
    @Test
    void ticksByTheThousandTakeUnderFourKilobytesEach() {
        List<Entry> ticks = new java.util.ArrayList<>();
        for (int number = 1; number <= 3_000; number++) {
            ticks.add(number < 3_000 ? Journals.tick(number).withoutLook() : Journals.tick(number));
        }
        Journal flowing = Journals.flowing(1);
        Journal longest = new Journal(
                flowing.id(),
                flowing.format(),
                flowing.holder(),
                flowing.experiment(),
                java.util.stream.Stream.concat(flowing.entries().stream(), ticks.stream())
                        .toList());

        String text = JournalText.write(longest);

        assertThat(text.getBytes(StandardCharsets.UTF_8).length / 3_000).isLessThan(4096);
        assertThat(JournalText.read(text, "here").entries()).hasSameSizeAs(longest.entries());
    }

    @Test
    void findsTheNewestEntryOfAKind() {
        Journal journal = Journals.ticked(1, 3);

        assertThat(journal.last(Entry.Iterated.class).map(Entry.Iterated::tick)).isEqualTo(Optional.of(3));
        assertThat(journal.has(Entry.Judged.class)).isFalse();
    }

    @Test
    void entriesHaveNamesInThePastTense() {
        assertThat(List.of(Journals.judged().word(), new Entry.LiveChanged(Journals.START).word()))
                .containsExactly("judged", "live-changed");
    }
}
