package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.RunId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentStoreTest extends JournalStoreContract {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);
    private static final Journal LARGE = Journals.ticked(1, 150);
    private static final Journal LARGER = LARGE.plus(Journals.tick(151)).plus(Journals.judged());

    private MemoryTexts texts = new MemoryTexts();

    @Override
    protected JournalStore neighbour() {
        return new SegmentStore(texts);
    }

    @Test
    void aSmallJournalIsOneText() {
        neighbour().save(Journals.flowing(1));

        assertThat(texts.names()).containsExactly("mirror-experiment-journal.default.reviews-v2.1");
    }

    @Test
    void noTextIsLongerThanAllowed() {
        Journal wide =
                Journals.begun(1).plus(new Entry.Stumbled(Journals.at(1), "deploy", "a😀≤é".repeat(100_000), false));

        neighbour().save(wide);

        assertThat(texts.longest()).isBetween(Texts.LONGEST - 4, Texts.LONGEST);
        assertThat(neighbour().load(RUN)).contains(wide);
    }

    @Test
    void whatIsUnchangedStaysWhereItIs() {
        JournalStore store = neighbour();
        store.save(LARGE);
        List<String> before = texts.segments();
        texts.heal();

        store.save(LARGER);

        assertThat(before).hasSizeGreaterThan(1);
        assertThat(texts.segments()).containsAll(before.subList(0, before.size() - 1));
        assertThat(texts.deeds()).filteredOn(deed -> deed.startsWith("create")).hasSize(1);
        assertThat(texts.deeds()).filteredOn(deed -> deed.startsWith("delete")).hasSize(1);
        assertThat(texts.deeds()).noneMatch(deed -> deed.startsWith("read"));
    }

    @Test
    void whoKnowsWhatIsStoredWritesWithoutReading() {
        JournalStore store = neighbour();
        store.save(Journals.ticked(1, 1));
        texts.heal();

        store.save(Journals.ticked(1, 1).plus(Journals.tick(2)));

        assertThat(texts.deeds()).containsExactly("replace mirror-experiment-journal.default.reviews-v2.1");
    }

    @Test
    void whoWasOutrunReadsAndIsRefused() {
        JournalStore store = neighbour();
        store.save(Journals.ticked(1, 1));
        neighbour().save(Journals.ticked(1, 1).plus(Journals.judged()));

        assertThat(store.save(Journals.ticked(1, 1).plus(Journals.tick(2)))).isFalse();
        assertThat(store.load(RUN)).contains(Journals.ticked(1, 1).plus(Journals.judged()));
    }

    @Test
    void aJournalThatBecameSmallLeavesNoSegment() {
        Journal wide = Journals.begun(1);
        for (int round = 0; round < 2; round++) {
            wide = wide.plus(hugeTick(round + 1));
        }
        neighbour().save(wide);
        assertThat(texts.segments()).isNotEmpty();

        neighbour().save(wide.plus(Journals.tick(3)));

        assertThat(texts.segments()).isEmpty();
    }

    /** Killed before any of its deeds, a save has happened in full or not at all, and the next one tidies up. */
    @Test
    void aKilledSaveHasHappenedOrNot() {
        for (int left = 0; ; left++) {
            texts = new MemoryTexts();
            neighbour().save(LARGE);
            texts.killAfter(left);
            Optional<RuntimeException> kill = savedOrKilled(LARGER);
            texts.heal();

            assertThat(neighbour().load(RUN)).get().isIn(LARGE, LARGER);

            Journal last = LARGER.plus(new Entry.Unmirrored(Journals.at(1001)));
            assertThat(neighbour().save(last)).isTrue();
            assertThat(neighbour().load(RUN)).contains(last);
            assertThat(texts.segments()).hasSameSizeAs(Segment.cut(JournalText.write(last)));
            if (kill.isEmpty()) {
                assertThat(left).isGreaterThan(5);
                return;
            }
        }
    }

    @Test
    void aTwinThatIsRefusedTakesNothingAway() {
        neighbour().save(LARGE);
        JournalStore twin = neighbour();
        twin.load(RUN);
        neighbour().save(LARGER);

        boolean saved = twin.save(LARGE.plus(Journals.tick(151)).plus(Journals.tick(152)));

        assertThat(saved).isFalse();
        assertThat(neighbour().load(RUN)).contains(LARGER);
    }

    @Test
    void aReaderThatWasOvertakenReadsAgain() {
        neighbour().save(LARGE);
        texts.beforeSegmentIsRead(() -> neighbour().save(LARGER));

        Optional<Journal> read = neighbour().load(RUN);

        assertThat(read).contains(LARGER);
    }

    @Test
    void aJournalThatLacksASegmentIsRefused() {
        neighbour().save(LARGE);
        texts.delete(texts.segments().get(0));

        assertThatThrownBy(() -> neighbour().load(RUN))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("texts of a test: mirror-experiment-journal.default.reviews-v2.1 names a segment")
                .hasMessageContaining("mirror-experiment restore default.reviews-v2.1");
    }

    @Test
    void aTextThatIsNoJournalIsNeverTakenForARunThatHasNotBegun() {
        texts.create("mirror-experiment-journal." + RUN, "");

        assertThatThrownBy(() -> neighbour().load(RUN))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("mirror-experiment-journal." + RUN);
    }

    private Optional<RuntimeException> savedOrKilled(Journal journal) {
        try {
            neighbour().save(journal);
            return Optional.empty();
        } catch (MemoryTexts.Killed e) {
            return Optional.of(e);
        }
    }

    /** A tick with counters of so many pods that they do not fit in a text. */
    private static Entry.Iterated hugeTick(int number) {
        Entry.Iterated tick = Journals.tick(number);
        return new Entry.Iterated(
                tick.at(),
                tick.tick(),
                tick.warmUp(),
                Optional.of(Words.crowd(tick.at(), 400)),
                tick.live(),
                tick.dark(),
                tick.assessments(),
                tick.proof(),
                tick.trouble());
    }
}
