package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run to its end on the pool: advances it when something is due or somebody asked for something, never twice at a time, and
 * holds no thread in between. Thread-safe.
 */
final class Drive {
    private static final Logger LOG = Logger.getLogger(Drive.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration FARTHEST = Duration.ofHours(1);

    private final Ongoing ongoing;
    private final Gates gates;
    private final ScheduledExecutorService pool;
    private final Clock clock;
    private final CopyOnWriteArrayList<Attendant> attendants = new CopyOnWriteArrayList<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private @Nullable Run run;
    private @Nullable Cluster cluster;
    private volatile @Nullable Standing newest;
    private volatile @Nullable Future<?> alarm;
    private volatile Optional<String> promoter = Optional.empty();
    private volatile boolean over;

    Drive(Ongoing ongoing, Gates gates, ScheduledExecutorService pool, Clock clock) {
        this.ongoing = ongoing;
        this.gates = gates;
        this.pool = pool;
        this.clock = clock;
    }

    Ongoing ongoing() {
        return ongoing;
    }

    /** Follows the run from now on, beginning with where it stands. */
    void attend(Attendant attendant) {
        attendants.addIfAbsent(attendant);
        Standing known = newest;
        if (known != null) {
            attendant.seen(known);
        }
        wake();
    }

    /** Follows it no more. */
    void leave(Attendant attendant) {
        attendants.remove(attendant);
    }

    /**
     * Writes down that somebody asked for something, and heeds it at once.
     *
     * @throws StoreException if it can't be written
     * @throws AbortException if the run can't be opened any more
     */
    void ask(Entry.Request request, String by) throws AbortException {
        opened().ask(request, by);
        wake();
    }

    /** Promotes as soon as the run waits for that word; before, it would say nothing. */
    void promote(String by) {
        promoter = Optional.of(by);
        wake();
    }

    /**
     * Asks for more iterations.
     *
     * @return why not, if not
     * @throws AbortException if the run can't be opened any more
     */
    Optional<String> extend(int iterations, String by) throws AbortException {
        Optional<String> refused = opened().extend(iterations, by);
        wake();
        return refused;
    }

    /** Advances the run soon. */
    void wake() {
        if (!over && wakes.getAndIncrement() == 0) {
            pool.execute(this::work);
        }
    }

    /** Stops driving; the run itself stays as it is. */
    void stop() {
        over = true;
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
        close();
    }

    private void work() {
        int seen = wakes.get();
        Instant due = onward();
        if (over) {
            return;
        }
        if (wakes.addAndGet(-seen) > 0) {
            pool.execute(this::work);
        } else {
            long millis = Math.max(1, Duration.between(clock.instant(), due).toMillis());
            alarm = pool.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** When to go on again. */
    private Instant onward() {
        Instant soon = clock.instant().plus(AGAIN);
        try {
            Standing standing = opened().advance();
            newest = standing;
            promote(standing.journal());
            if (standing.finished()) {
                over = true;
                gates.ended(this, standing.journal());
                close();
            }
            attendants.forEach(attendant -> attendant.seen(standing));
            return earlier(standing.next(), clock.instant().plus(FARTHEST));
        } catch (StoreException | ClusterException | AbortException e) {
            tell("run " + ongoing.run() + " can't go on now and is tried again: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "run " + ongoing.run() + " can't go on now", e);
            if (gates.lost(this)) {
                over = true;
            }
        }
        return soon;
    }

    private void promote(Journal journal) throws AbortException {
        if (promoter.isPresent() && (journal.has(Entry.Awaited.class) || journal.has(Entry.Held.class))) {
            String by = promoter.get();
            promoter = Optional.empty();
            ask(Entry.Request.PROMOTE, by);
        }
    }

    /** The run as the credentials of today open it. */
    private synchronized Run opened() throws AbortException {
        Cluster today = gates.engine().cluster(ongoing);
        Run open = run;
        if (open == null || !today.equals(cluster)) {
            close();
            open = gates.engine().open(ongoing, today);
            run = open;
            cluster = today;
        }
        return open;
    }

    private synchronized void close() {
        Run open = run;
        if (open != null) {
            open.close();
        }
        run = null;
    }

    private void tell(String note) {
        LOG.warning(note);
        attendants.forEach(attendant -> attendant.told(note));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The newest journal that the drive knows. */
    Optional<Journal> journal() {
        return Optional.ofNullable(newest).map(Standing::journal);
    }
}
