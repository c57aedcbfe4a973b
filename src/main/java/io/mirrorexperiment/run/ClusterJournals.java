package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import java.util.List;
import java.util.Optional;

/** Journals that are kept in a cluster: a store that needs rights of its own. */
record ClusterJournals(JournalStore store, String namespace) implements JournalStore {
    @Override
    public Optional<Journal> load(RunId run) {
        return store.load(run);
    }

    @Override
    public Optional<Journal> recall(RunId run) {
        return store.recall(run);
    }

    @Override
    public void doubt(RunId run) {
        store.doubt(run);
    }

    @Override
    public boolean save(Journal journal) {
        return store.save(journal);
    }

    @Override
    public List<RunId> runs() {
        return store.runs();
    }

    @Override
    public String place() {
        return store.place();
    }
}
