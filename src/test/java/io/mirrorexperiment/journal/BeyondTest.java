package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BeyondTest {
    @Provide
    Arbitrary<Journal> journals() {
        return Journals.any();
    }

    @Property(tries = 200)
    void whatIsKnownBeyondAnyJournalGivesTheNewestOne(
            @ForAll("journals") Journal stored, @ForAll @IntRange(min = 1, max = 4) int ticks) {
        Journal newest = stored;
        for (int number = 1; number <= ticks; number++) {
            newest = newest.plus(Journals.tick(number));
        }

        Beyond beyond = Beyond.of(stored, newest).orElseThrow();

        assertThat(beyond.on(stored)).contains(newest);
        assertThat(beyond.on(newest)).isEmpty();
    }

    @Example
    void nothingIsKnownBeyondWhatIsNotAheadByTicksAlone() {
        Journal stored = Journals.ticked(1, 3);

        assertThat(Beyond.of(stored, stored)).isEmpty();
        assertThat(Beyond.of(stored, stored.plus(Journals.judged()))).isEmpty();
        assertThat(Beyond.of(stored, stored.plus(Journals.judged()).plus(Journals.tick(4))))
                .isEmpty();
        assertThat(Beyond.of(stored, Journals.ticked(2, 4))).isEmpty();
        assertThat(Beyond.of(stored.plus(Journals.tick(4)), stored)).isEmpty();
    }

    @Example
    void whatIsKnownBeyondOneIsNotBeyondAnotherOneOfTheSameLength() {
        Journal twins = Journals.ticked(1, 3);
        Journal ours = Journals.ticked(1, 2).plus(Journals.tick(7));

        Beyond beyond = Beyond.of(ours, ours.plus(Journals.tick(8))).orElseThrow();

        assertThat(beyond.on(twins)).isEmpty();
    }

    @Example
    void aJournalThatMadeRoomIsWrittenWhole() {
        Journal full = Journals.ticked(1, Thinning.MOST);

        assertThat(Beyond.of(full, full.plus(Journals.tick(Thinning.MOST + 1)))).isEmpty();
    }
}
