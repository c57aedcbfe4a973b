package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /** With 20 buckets a side and 4 objectives; see docs/decisions/0001. */
    @Test
    void aRunOfManyLooksTakesAtMostFourMegabytes() {
        Journal flowing = Journals.flowing(1);
        Journal longest = flowing;

        for (int number = 1; number <= 9_000; number++) {
            longest = longest.plus(Journals.tick(number));
            assertThat(looks(longest)).hasSizeLessThanOrEqualTo(Thinning.MOST);
        }

        String text = JournalText.write(longest);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4 * 1024 * 1024);
        assertThat(JournalText.read(text, "here")).isEqualTo(longest);
        assertThat(longest.entries()).startsWith(flowing.entries().toArray(Entry[]::new));
    }

    @Test
    void theLooksThatStayAreEvenlySpreadButForTheNewest() {
        List<Integer> looks = looks(Journals.ticked(1, 5_000));

        List<Integer> newest = looks.subList(looks.size() - Thinning.WHOLE, looks.size());
        List<Integer> oldest = looks.subList(0, 250);
        assertThat(newest).first().isEqualTo(5_000 - Thinning.WHOLE + 1);
        assertThat(newest).isSorted().doesNotHaveDuplicates().endsWith(5_000);
        assertThat(oldest)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 250).map(i -> 16 * i).boxed().toList());
    }

    @Test
    void aJournalThatMadeRoomStillContinuesTheOneBefore() {
        Journal before = Journals.ticked(1, Thinning.MOST);
        Journal after = before.plus(Journals.tick(Thinning.MOST + 1));

        assertThat(looks(after)).hasSizeLessThan(Thinning.MOST);
        assertThat(after.continues(before)).isTrue();
        assertThat(after.plus(Journals.judged()).continues(before)).isTrue();
        assertThat(before.continues(after)).isFalse();
        assertThat(before.plus(Journals.judged()).continues(after)).isFalse();
    }

    /** Ticks alone are written now and then only, so that what is stored may be behind by some. */
    @Test
    void aJournalThatMadeRoomContinuesOneThatIsSomeLooksBehind() {
        Journal stored = Journals.ticked(1, Thinning.MOST - 1);
        Journal newest = stored;
        for (int number = Thinning.MOST; number < Thinning.MOST + Thinning.WHOLE - 2; number++) {
            newest = newest.plus(Journals.tick(number));
        }

        assertThat(looks(newest)).hasSizeLessThan(Thinning.MOST);
        assertThat(newest.continues(stored)).isTrue();
    }

    /** Of two twins that make room at the same time one must be refused. */
    @Test
    void aTwinsJournalThatMadeRoomDoesNotContinueAnotherLook() {
        Journal common = Journals.ticked(1, Thinning.MOST - 1);
        Journal stored = common.plus(late(Thinning.MOST));
        Journal twin = common.plus(Journals.tick(Thinning.MOST)).plus(Journals.tick(Thinning.MOST + 1));

        assertThat(looks(twin)).hasSizeLessThan(Thinning.MOST);
        assertThat(twin.continues(stored)).isFalse();
        assertThat(twin.continues(common.plus(Journals.judged()))).isFalse();
    }

    private static Entry.Iterated late(int number) {
        Entry.Iterated tick = Journals.tick(number);
        return new Entry.Iterated(
                tick.at().plusMillis(1),
                tick.tick(),
                tick.warmUp(),
                tick.look(),
                tick.live(),
                tick.dark(),
                tick.assessments(),
                tick.proof(),
                tick.trouble());
    }

    private static List<Integer> looks(Journal journal) {
        return journal.all(Entry.Iterated.class).map(Entry.Iterated::tick).toList();
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
