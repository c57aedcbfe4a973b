package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Spares a store: ticks alone are written down at most every so often, everything else at once. A crash loses the ticks since; a
 * resumed run looks again. What it knows of a run takes little room.
 *
 * <p>A host that is told when somebody else has written, and says so by {@link #doubt}, spares it readings as well.
 */
public final class SparingStore implements JournalStore {
    private final JournalStore store;
    private final Duration least;
    private final Clock clock;
    private final boolean told;
    private final Map<RunId, Kept> kept = new ConcurrentHashMap<>();
    private final Set<RunId> doubted = ConcurrentHashMap.newKeySet();

    /** Threads that save one run take turns; others seldom meet. */
    private final List<Object> doors = Stream.generate(Object::new).limit(64).toList();

    /**
     * Spares {@code store}.
     *
     * @param least time between two saves that bring ticks only
     */
    public SparingStore(JournalStore store, Duration least, Clock clock) {
        this(store, least, clock, false);
    }

    /**
     * Spares {@code store}.
     *
     * @param least time between two saves that bring ticks only
     * @param told whether whoever uses it says so when somebody else has written
     */
    public SparingStore(JournalStore store, Duration least, Clock clock, boolean told) {
        this.store = store;
        this.least = least;
        this.clock = clock;
        this.told = told;
    }

    /**
     * What this process knows beyond the store.
     *
     * @param stored how many entries were written last
     * @param at when that was
     * @param beyond what would be; empty where all of it was written
     */
    private record Kept(int stored, Instant at, Optional<Pressed> beyond) {
        Optional<Journal> newest() {
            return beyond.flatMap(Pressed::journal);
        }
    }

    @Override
    public Optional<Journal> load(RunId run) {
        doubted.remove(run);
        Optional<Journal> stored = store.load(run);
        Kept own = kept.get(run);
        Optional<Journal> newest = Optional.ofNullable(own).flatMap(Kept::newest);
        if (own == null || newest.isEmpty()) {
            return stored;
        }
        if (stored.filter(newest.get()::continues).isPresent()) {
            return newest;
        }
        kept.remove(run, own);
        return stored;
    }

    @Override
    public Optional<Journal> recall(RunId run) {
        if (!told || doubted.contains(run)) {
            return load(run);
        }
        Optional<Journal> own = newest(run);
        return own.isPresent() ? own : store.recall(run);
    }

    @Override
    public void doubt(RunId run) {
        doubted.add(run);
    }

    private Optional<Journal> newest(RunId run) {
        return Optional.ofNullable(kept.get(run)).flatMap(Kept::newest);
    }

    @Override
    public boolean save(Journal journal) {
        synchronized (doors.get(Math.floorMod(journal.id().hashCode(), doors.size()))) {
            Optional<Kept> own = current(journal.id());
            if (own.flatMap(Kept::newest)
                    .filter(newest -> !journal.continues(newest))
                    .isPresent()) {
                return false;
            }
            return own.filter(last -> spares(last, journal))
                    .map(last -> keep(last, journal))
                    .orElseGet(() -> write(journal));
        }
    }

    /** What this process knows beyond the store; forgotten once somebody else went on from what is stored. */
    private Optional<Kept> current(RunId run) {
        Optional<Kept> own = Optional.ofNullable(kept.get(run));
        if (own.isPresent() && (!told || doubted.contains(run)) && isOutrun(own.get(), run)) {
            kept.remove(run);
            return Optional.empty();
        }
        return own;
    }

    private boolean isOutrun(Kept own, RunId run) {
        return own.newest()
                .filter(newest -> store.load(run).filter(newest::continues).isEmpty())
                .isPresent();
    }

    private boolean spares(Kept own, Journal journal) {
        Instant now = clock.instant();
        return onlyTicks(own.stored(), journal)
                && !now.isBefore(own.at())
                && now.isBefore(own.at().plus(least));
    }

    /** Refused if it does not go on from what is stored, as far as that is known. */
    private boolean keep(Kept own, Journal journal) {
        boolean continues = own.beyond().isPresent()
                || store.recall(journal.id()).map(journal::continues).orElse(true);
        if (continues) {
            Pressed beyond = Pressed.lasting(journal, JournalText.write(journal));
            kept.put(journal.id(), new Kept(own.stored(), own.at(), Optional.of(beyond)));
        }
        return continues;
    }

    private boolean write(Journal journal) {
        boolean saved = store.save(journal);
        if (saved && !journal.has(Entry.Finished.class)) {
            kept.put(journal.id(), new Kept(journal.entries().size(), clock.instant(), Optional.empty()));
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

    private static boolean onlyTicks(int before, Journal after) {
        List<Entry> entries = after.entries();
        return entries.size() > before
                && entries.subList(before, entries.size()).stream().allMatch(Entry.Iterated.class::isInstance);
    }
}
