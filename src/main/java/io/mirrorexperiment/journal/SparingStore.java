package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Spares a store: ticks alone are written down at most every so often, everything else at once. A crash loses the ticks since; a
 * resumed run looks again.
 */
public final class SparingStore implements JournalStore {
    private final JournalStore store;
    private final Duration least;
    private final Clock clock;
    private final Map<RunId, Kept> kept = new ConcurrentHashMap<>();

    /** Threads that save one run take turns; others seldom meet. */
    private final List<Object> doors = Stream.generate(Object::new).limit(64).toList();

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
        synchronized (doors.get(Math.floorMod(journal.id().hashCode(), doors.size()))) {
            Optional<Kept> own = current(journal.id());
            if (own.filter(known -> !journal.continues(known.newest())).isPresent()) {
                return false;
            }
            return own.filter(known -> spares(known, journal))
                    .map(known -> keep(new Kept(known.stored(), known.at(), journal)))
                    .orElseGet(() -> write(journal));
        }
    }

    /** What this process knows beyond the store; forgotten once somebody else went on from what is stored. */
    private Optional<Kept> current(RunId run) {
        Optional<Kept> own = Optional.ofNullable(kept.get(run));
        if (own.isPresent()
                && store.load(run).filter(own.get().newest()::continues).isEmpty()) {
            kept.remove(run);
            return Optional.empty();
        }
        return own;
    }

    private boolean spares(Kept own, Journal journal) {
        Instant now = clock.instant();
        return onlyTicks(own.stored(), journal)
                && !now.isBefore(own.at())
                && now.isBefore(own.at().plus(least));
    }

    private boolean keep(Kept newer) {
        kept.put(newer.newest().id(), newer);
        return true;
    }

    private boolean write(Journal journal) {
        boolean saved = store.save(journal);
        if (saved && !journal.has(Entry.Finished.class)) {
            keep(new Kept(journal, clock.instant(), journal));
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
