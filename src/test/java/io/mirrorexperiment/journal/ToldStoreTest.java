package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.RunId;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A store of a host that is told when somebody else has written. */
class ToldStoreTest extends JournalStoreContract {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);
    private static final Journal FIRST = Journals.ticked(1, 1);

    private final MemoryTexts texts = new MemoryTexts();

    @Override
    protected JournalStore neighbour() {
        return new SparingStore(new SegmentStore(texts, true), Duration.ofSeconds(0), Clock.systemUTC(), true);
    }

    private JournalStore sparing() {
        return new SparingStore(new SegmentStore(texts, true), Duration.ofHours(1), Clock.systemUTC(), true);
    }

    @Test
    void recallsWhatItSavedWithoutReading() {
        JournalStore store = neighbour();
        store.save(FIRST);
        texts.heal();

        assertThat(store.recall(RUN)).contains(FIRST);
        assertThat(texts.deeds()).isEmpty();
    }

    @Test
    void recallsWhatItSparedWithoutReading() {
        JournalStore store = sparing();
        store.save(FIRST);
        store.save(FIRST.plus(Journals.tick(2)));
        texts.heal();

        assertThat(store.recall(RUN)).contains(FIRST.plus(Journals.tick(2)));
        assertThat(texts.deeds()).isEmpty();
    }

    /** A journal that nobody holds any more is unfolded from what was pressed. */
    @Test
    void unfoldsWhatItPressed() {
        Journal wide = Journals.ticked(1, 40);

        assertThat(Pressed.lasting(wide, JournalText.write(wide)).journal()).contains(wide);
    }

    @Test
    void readsWhatItKnowsNothingOf() {
        neighbour().save(FIRST);

        assertThat(neighbour().recall(RUN)).contains(FIRST);
    }

    @Test
    void readsOnceAfterADoubt() {
        JournalStore store = neighbour();
        store.save(FIRST);
        Journal theirs = FIRST.plus(Journals.judged());
        neighbour().save(theirs);

        Journal before = store.recall(RUN).orElseThrow();
        store.doubt(RUN);
        Journal after = store.recall(RUN).orElseThrow();
        texts.heal();

        assertThat(before).isEqualTo(FIRST);
        assertThat(after).isEqualTo(theirs);
        assertThat(store.recall(RUN)).contains(theirs);
        assertThat(texts.deeds()).isEmpty();
    }

    @Test
    void whoWasNotToldIsRefusedAndKnowsBetterThen() {
        JournalStore store = neighbour();
        store.save(FIRST);
        Journal theirs = FIRST.plus(Journals.judged());
        neighbour().save(theirs);

        boolean saved = store.save(store.recall(RUN).orElseThrow().plus(Journals.tick(2)));

        assertThat(saved).isFalse();
        assertThat(store.recall(RUN)).contains(theirs);
    }

    @Test
    void sparedTicksOfWhoWasOutrunAreGivenUp() {
        JournalStore store = sparing();
        store.save(FIRST);
        store.save(FIRST.plus(Journals.tick(2)));
        Journal theirs = FIRST.plus(Journals.judged());
        neighbour().save(theirs);
        store.doubt(RUN);

        assertThat(store.recall(RUN)).contains(theirs);
        assertThat(store.save(theirs.plus(new Entry.Unmirrored(Journals.at(1001)))))
                .isTrue();
    }

    @Test
    void keepsNothingOfARunThatHasEnded() {
        JournalStore store = neighbour();
        Journal ended = FIRST.plus(Journals.judged()).plus(Journals.finished());
        store.save(ended);
        texts.heal();

        assertThat(store.recall(RUN)).contains(ended);
        assertThat(texts.deeds()).isNotEmpty();
    }
}
