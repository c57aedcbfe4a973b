package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Journals of this process alone, for work that is done in one go, such as undoing another's run. */
public final class MemoryStore implements JournalStore {
    private final Map<RunId, Journal> journals = new ConcurrentHashMap<>();

    @Override
    public Optional<Journal> load(RunId run) {
        return Optional.ofNullable(journals.get(run));
    }

    @Override
    public synchronized boolean save(Journal journal) {
        boolean continues = load(journal.id()).map(journal::continues).orElse(true);
        if (continues) {
            journals.put(journal.id(), journal);
        }
        return continues;
    }

    @Override
    public List<RunId> runs() {
        return List.copyOf(journals.keySet());
    }

    @Override
    public String place() {
        return "memory";
    }
}
