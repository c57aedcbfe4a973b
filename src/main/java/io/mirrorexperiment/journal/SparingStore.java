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
 * Spares a store: ticks alone are written down once in every turn of some seconds, everything else at once. A crash loses the ticks since; a
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
     * @param least how long a turn is, in which of saves that bring ticks only one is written; zero spares none
     */
    public SparingStore(JournalStore store, Duration least, Clock clock) {
        this(store, least, clock, false);
    }

    /**
     * Spares {@code store}.
     *
     * @param least how long a turn is, in which of saves that bring ticks only one is written; zero spares none
     * @param told whether whoever uses it says so when somebody else has written
     */
    public SparingStore(JournalStore store, Duration least, Clock clock, boolean told) {
        this.store = store;
        this.least = least;
        this.clock = clock;
        this.told = told;
    }

    /**
     * What this process knows of a run.
     *
     * @param stored how many entries were written last
     * @param at when that was
     * @param beyond what is known beyond the store; empty where all of it was written
     */
    private record Kept(int stored, Instant at, Optional<Beyond> beyond) {}

    @Override
    public Optional<Journal> load(RunId run) {
        doubted.remove(run);
        return newest(run, store.load(run));
    }

    @Override
    public Optional<Journal> recall(RunId run) {
        return told && !doubted.contains(run) ? newest(run, store.recall(run)) : load(run);
    }

    @Override
    public void doubt(RunId run) {
        doubted.add(run);
    }

    /** What is stored with what is known beyond it, which is forgotten once somebody else went on from what was stored. */
    private Optional<Journal> newest(RunId run, Optional<Journal> stored) {
        Kept own = kept.get(run);
        if (own == null || own.beyond().isEmpty()) {
            return stored;
        }
        Optional<Journal> newest = stored.flatMap(own.beyond().get()::on);
        if (newest.isEmpty()) {
            kept.remove(run, own);
        }
        return newest.isPresent() ? newest : stored;
    }

    @Override
    public boolean save(Journal journal) {
        RunId run = journal.id();
        synchronized (doors.get(Math.floorMod(run.hashCode(), doors.size()))) {
            Kept own = kept.get(run);
            if (own == null || (own.beyond().isEmpty() && !spares(own, journal))) {
                return write(journal);
            }
            Optional<Journal> stored = told && !doubted.contains(run) ? store.recall(run) : store.load(run);
            Optional<Journal> newest = own.beyond().isEmpty()
                    ? stored
                    : stored.flatMap(own.beyond().get()::on);
            if (own.beyond().isPresent()
                    && newest.filter(known -> !journal.continues(known)).isPresent()) {
                return false;
            }
            return (newest.isPresent() && spares(own, journal) && keep(own, journal, stored.get())) || write(journal);
        }
    }

    /** Whether nothing but ticks is new, and some of these were written in this run's turn already. */
    private boolean spares(Kept own, Journal journal) {
        return least.toMillis() > 0
                && onlyTicks(own.stored(), journal)
                && turn(journal.id(), own.at()) == turn(journal.id(), clock.instant());
    }

    /** Where time is divided is another instant for each run, so that many of them don't write at the same time. */
    private long turn(RunId run, Instant at) {
        long length = least.toMillis();
        return Math.floorDiv(at.toEpochMilli() + Math.floorMod(run.toString().hashCode(), length), length);
    }

    /** Whether it is known well enough beyond the store not to be written yet. */
    private boolean keep(Kept own, Journal journal, Journal stored) {
        Optional<Beyond> beyond = Beyond.of(stored, journal);
        beyond.ifPresent(more -> kept.put(journal.id(), new Kept(own.stored(), own.at(), beyond)));
        return beyond.isPresent();
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
