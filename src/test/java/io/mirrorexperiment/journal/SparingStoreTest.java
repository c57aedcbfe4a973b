package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SparingStoreTest extends JournalStoreContract {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);

    private final MemoryStore below = new MemoryStore();
    private final HandClock clock = new HandClock();
    private final JournalStore sparing = new SparingStore(below, Duration.ofSeconds(10), clock);

    @Override
    protected JournalStore neighbour() {
        return new SparingStore(below, Duration.ofSeconds(10), clock);
    }

    @Nested
    class Ticks {
        private final Journal first = Journals.ticked(1, 1);

        @Test
        void areWrittenDownOnceInATurn() {
            sparing.save(first);
            clock.now = clock.now.plusSeconds(9);

            boolean saved = sparing.save(first.plus(Journals.tick(2)));

            assertThat(saved).isTrue();
            assertThat(sparing.load(RUN)).contains(first.plus(Journals.tick(2)));
            assertThat(below.load(RUN)).contains(first);
        }

        @Test
        void areWrittenDownWhenItIsTime() {
            sparing.save(first);
            sparing.save(first.plus(Journals.tick(2)));
            clock.now = clock.now.plusSeconds(10);
            Journal third = first.plus(Journals.tick(2)).plus(Journals.tick(3));

            sparing.save(third);

            assertThat(below.load(RUN)).contains(third);
        }

        @Test
        void areWrittenDownWhenTheClockWentBack() {
            sparing.save(first);
            clock.now = clock.now.minusSeconds(3600);

            sparing.save(first.plus(Journals.tick(2)));

            assertThat(below.load(RUN)).contains(first.plus(Journals.tick(2)));
        }

        @Test
        void areAllWrittenDownWhereTurnsHaveNoLength() {
            JournalStore every = new SparingStore(below, Duration.ZERO, clock);
            every.save(first);

            every.save(first.plus(Journals.tick(2)));

            assertThat(below.load(RUN)).contains(first.plus(Journals.tick(2)));
        }

        @Test
        void goWithWhateverElseHappens() {
            sparing.save(first);
            sparing.save(first.plus(Journals.tick(2)));
            Journal judged = first.plus(Journals.tick(2)).plus(Journals.judged());

            sparing.save(judged);

            assertThat(below.load(RUN)).contains(judged);
        }

        @Test
        void ofAProcessThatDiedAreLookedForAgain() {
            sparing.save(first);
            sparing.save(first.plus(Journals.tick(2)));

            assertThat(neighbour().load(RUN)).contains(first);
        }

        /** Otherwise a run would try the same again and again until the time has passed. */
        @Test
        void ofANeighbourAreTakenOverAtOnce() {
            sparing.save(first);
            sparing.save(first.plus(Journals.tick(2)));
            below.save(first.plus(Journals.tick(3)));
            sparing.save(first.plus(Journals.tick(2)).plus(Journals.tick(4)));
            Journal theirs = sparing.load(RUN).orElseThrow();

            boolean saved = sparing.save(theirs.plus(Journals.tick(4)));

            assertThat(theirs).isEqualTo(first.plus(Journals.tick(3)));
            assertThat(saved).isTrue();
        }
    }

    @Test
    void everyOtherEntryIsWrittenDownAtOnce() {
        Journal journal = Journals.begun(1);
        for (Entry entry : Journals.flowing(1).entries()) {
            journal = journal.plus(entry);
            sparing.save(journal);
            assertThat(below.load(RUN)).contains(journal);
        }
        Journal ended = journal.plus(Journals.judged()).plus(Journals.finished());

        sparing.save(ended);

        assertThat(below.load(RUN)).contains(ended);
    }

    /** A clock that stands at the beginning of a turn until it is set. */
    private static final class HandClock extends Clock {
        private volatile Instant now =
                Journals.START.minusMillis(Math.floorMod(RUN.toString().hashCode(), 10_000));

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("there is one zone");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
