package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The journal of a run that has begun; never brings the folder of a deleted build back. Thread-safe. */
record BuildStore(Path folder) implements JournalStore {
    private FileStore files() {
        return new FileStore(folder);
    }

    @Override
    public Optional<Journal> load(RunId run) {
        return files().load(run);
    }

    @Override
    public boolean save(Journal journal) {
        if (!Files.isDirectory(folder)) {
            throw new StoreException("the journal of run " + journal.id() + " is gone with its build");
        }
        return files().save(journal);
    }

    @Override
    public List<RunId> runs() {
        return files().runs();
    }

    @Override
    public String place() {
        return files().place();
    }
}
