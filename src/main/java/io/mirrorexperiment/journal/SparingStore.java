package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares a store: ticks alone are written down at most every so often, everything else at once. A crash loses the ticks since; a
 * resumed run looks again.
 */
public final class SparingStore implements JournalStore {
    private final JournalStore store;
    private final Duration least;
    private final Clock clock;
    private final Map<RunId, Kept> kept = new ConcurrentHashMap<>();

    /**
     * Spares {@code store}.
     *
     * @param least time between two saves that bring ticks only
     */
    public SparingStore(JournalStore store, Duration least, Clock clock) {
        this.store = store;
        this.least = least;
        this.clock = clock;
    }

    /**
     * What this process knows beyond the store.
     *
     * @param stored what was written last, and when
     * @param newest what would be
     */
    private record Kept(Journal stored, Instant at, Journal newest) {}

    @Override
    public Optional<Journal> load(RunId run) {
        Optional<Journal> stored = store.load(run);
        Kept own = kept.get(run);
        return own != null && stored.filter(own.newest()::continues).isPresent() ? Optional.of(own.newest()) : stored;
    }

    @Override
    public boolean save(Journal journal) {
        Kept own = kept.get(journal.id());
        if (own != null
                && onlyTicks(own.stored(), journal)
                && clock.instant().isBefore(own.at().plus(least))) {
            boolean continues = journal.continues(own.newest())
                    && store.load(journal.id()).filter(journal::continues).isPresent();
            if (continues) {
                kept.put(journal.id(), new Kept(own.stored(), own.at(), journal));
            }
            return continues;
        }
        boolean saved = store.save(journal);
        if (saved) {
            kept.put(journal.id(), new Kept(journal, clock.instant(), journal));
        } else {
            kept.remove(journal.id());
        }
        return saved;
    }

    @Override
    public List<RunId> runs() {
        return store.runs();
    }

    @Override
    public String place() {
        return store.place();
    }

    private static boolean onlyTicks(Journal before, Journal after) {
        return after.entries().size() > before.entries().size()
                && after
                        .entries()
                        .subList(before.entries().size(), after.entries().size())
                        .stream()
                        .allMatch(Entry.Iterated.class::isInstance);
    }
}
