package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.RunId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of journals does. */
public abstract class JournalStoreContract {
    private static final int WRITERS = 4;

    private JournalStore store;

    /** A store of the kind under test: a place that is empty at first, as one more process sees it. */
    protected abstract JournalStore neighbour();

    @BeforeEach
    final void open() {
        store = neighbour();
    }

    @Test
    void knowsNothingOfARunThatNobodySaved() {
        assertThat(store.load(new RunId("default", "reviews-v2", 7))).isEmpty();
        assertThat(store.runs()).isEmpty();
    }

    @Test
    void saysWhereItKeepsJournals() {
        assertThat(store.place()).isNotBlank();
    }

    @Test
    void loadsWhatWasSaved() {
        Journal journal = Journals.flowing(1);

        boolean saved = store.save(journal);

        assertThat(saved).isTrue();
        assertThat(store.load(journal.id())).contains(journal);
    }

    @Test
    void aNeighbourLoadsWhatWasSaved() {
        Journal journal = Journals.flowing(1);

        store.save(journal);

        assertThat(neighbour().load(journal.id())).contains(journal);
    }

    @Test
    void keepsALongerJournal() {
        Journal journal = Journals.ticked(1, 2);
        store.save(journal);

        boolean saved = store.save(journal.plus(Journals.judged()));

        assertThat(saved).isTrue();
        assertThat(store.load(journal.id())).contains(journal.plus(Journals.judged()));
    }

    @Test
    void mayBeToldTheSameTwice() {
        Journal journal = Journals.ticked(1, 2);
        store.save(journal);

        assertThat(store.save(journal)).isTrue();
    }

    @Test
    void refusesAShorterJournal() {
        Journal journal = Journals.flowing(1);
        store.save(journal.plus(Journals.judged()));

        boolean saved = store.save(journal);

        assertThat(saved).isFalse();
        assertThat(store.load(journal.id())).contains(journal.plus(Journals.judged()));
    }

    @Test
    void refusesAJournalThatForgetsTicks() {
        Journal journal = Journals.ticked(1, 1);
        store.save(journal);
        store.save(journal.plus(Journals.tick(2)));

        boolean saved = store.save(journal.plus(Journals.judged()));

        assertThat(saved).isFalse();
        assertThat(store.load(journal.id())).contains(journal.plus(Journals.tick(2)));
    }

    @Test
    void refusesAJournalOfAnotherHolder() {
        Journal journal = Journals.flowing(1);
        store.save(journal);

        boolean saved = store.save(Journal.begun(journal.id(), "somebody else", journal.experiment())
                .plus(journal.plus(Journals.judged()).entries()));

        assertThat(saved).isFalse();
    }

    @Test
    void refusesWhatANeighbourHasOvertaken() {
        Journal journal = Journals.flowing(1);
        store.save(journal);
        Journal theirs = journal.plus(Journals.judged());
        neighbour().save(theirs);

        boolean saved = store.save(journal.plus(Journals.tick(1)));

        assertThat(saved).isFalse();
        assertThat(store.load(journal.id())).contains(theirs);
    }

    @Test
    void goesOnFromWhatANeighbourSaved() {
        Journal journal = Journals.ticked(1, 1);
        store.save(journal);
        store.save(journal.plus(Journals.tick(2)));
        Journal theirs = neighbour().load(journal.id()).orElseThrow().plus(Journals.judged());
        neighbour().save(theirs);

        boolean saved =
                store.save(store.load(journal.id()).orElseThrow().plus(new Entry.Unmirrored(Journals.at(1001))));

        assertThat(saved).isTrue();
        assertThat(neighbour().load(journal.id())).contains(theirs.plus(new Entry.Unmirrored(Journals.at(1001))));
    }

    @Test
    void keepsRunsApart() {
        store.save(Journals.flowing(1));
        store.save(Journals.begun(2));

        assertThat(store.runs())
                .containsExactlyInAnyOrder(
                        new RunId("default", "reviews-v2", 1), new RunId("default", "reviews-v2", 2));
        assertThat(store.load(new RunId("default", "reviews-v2", 1))).contains(Journals.flowing(1));
    }

    @Test
    void keepsAJournalOfManyTicks() {
        Journal journal = Journals.ticked(1, 200);
        store.save(journal);
        Journal longer = journal.plus(Journals.tick(201)).plus(Journals.judged());

        boolean saved = store.save(longer);

        assertThat(saved).isTrue();
        assertThat(neighbour().load(journal.id())).contains(longer);
    }

    /** Of writers that go on from one journal, one is kept, and it is the one that was told so. */
    @Test
    void ofWritersThatRaceOneWins() throws Exception {
        Journal journal = Journals.flowing(1);
        store.save(journal);
        List<Journal> rivals = IntStream.range(0, WRITERS)
                .mapToObj(writer ->
                        journal.plus(new Entry.Asked(Journals.at(40), Entry.Request.ABORT, "writer " + writer)))
                .toList();

        List<Boolean> won = race(rivals);

        assertThat(won).containsOnlyOnce(true);
        assertThat(neighbour().load(journal.id())).contains(rivals.get(won.indexOf(true)));
    }

    /** Of beginners that race for one id, one is kept. */
    @Test
    void ofBeginnersThatRaceOneWins() throws Exception {
        List<Journal> rivals = IntStream.range(0, WRITERS)
                .mapToObj(writer -> Journal.begun(
                        new RunId("default", "reviews-v2", 1),
                        "holder " + writer,
                        Journals.begun(1).experiment()))
                .toList();

        List<Boolean> won = race(rivals);

        assertThat(won).containsOnlyOnce(true);
        assertThat(neighbour().load(rivals.get(0).id())).contains(rivals.get(won.indexOf(true)));
    }

    /** Half of the writers share a store, the others look from outside. */
    private List<Boolean> race(List<Journal> rivals) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(rivals.size());
        try {
            List<Future<Boolean>> racing = IntStream.range(0, rivals.size())
                    .mapToObj(index -> {
                        JournalStore side = index % 2 == 0 ? store : neighbour();
                        return threads.submit(() -> {
                            start.await();
                            return side.save(rivals.get(index));
                        });
                    })
                    .toList();
            start.countDown();
            List<Boolean> won = new java.util.ArrayList<>();
            for (Future<Boolean> rival : racing) {
                won.add(rival.get());
            }
            return won;
        } finally {
            threads.shutdownNow();
        }
    }
}
