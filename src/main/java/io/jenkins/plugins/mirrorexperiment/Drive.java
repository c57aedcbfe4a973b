package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.run.Commit;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Drives one run to its end on the pool: advances it when something is due or somebody asked for something, never twice at a time, and
 * holds no thread in between. Thread-safe.
 */
final class Drive {
    private static final Logger LOG = Logger.getLogger(Drive.class.getName());

    /** After trouble that is none of the run's own, such as a full disk. */
    static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration FARTHEST = Duration.ofHours(1);

    private final Gates gates;
    private final Clock clock;
    private final CopyOnWriteArrayList<Attendant> attendants = new CopyOnWriteArrayList<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile Ongoing ongoing;
    private volatile @Nullable Narration narration;
    private @Nullable Run run;
    private @Nullable Cluster cluster;
    private volatile @Nullable Standing newest;
    private volatile @Nullable Future<?> alarm;
    private volatile Optional<Commit> handedOut = Optional.empty();
    private volatile Optional<String> promoter = Optional.empty();
    private volatile String trouble = "";
    private volatile boolean over;
    private volatile boolean followed;

    Drive(Ongoing ongoing, Gates gates, Clock clock) {
        this.ongoing = ongoing;
        this.gates = gates;
        this.clock = clock;
    }

    /** Of a run that has ended: tells where it stands, and does nothing. */
    static Drive ended(Ongoing ongoing, Journal journal, Entry.Finished end, Gates gates) {
        Drive ended = new Drive(ongoing, gates, gates.clock());
        ended.newest = new Standing(journal, new Move.Finish(end), "");
        ended.over = true;
        return ended;
    }

    Ongoing ongoing() {
        return ongoing;
    }

    /** Follows the run from now on, beginning with where it stands. */
    void attend(Attendant attendant) {
        attendants.addIfAbsent(attendant);
        Standing known = newest;
        if (known != null) {
            show(attendant, known);
        }
        wake();
    }

    /** Follows it no more. */
    void leave(Attendant attendant) {
        attendants.remove(attendant);
    }

    /** Says what the build's log has not been told yet. */
    void narrate(Journal journal, Consumer<List<String>> log) {
        Narration known = narration;
        if (known == null) {
            Optional<Path> folder = Engine.folder(ongoing);
            if (folder.isEmpty()) {
                return;
            }
            known = begunIn(folder.get());
        }
        known.tell(journal, log);
    }

    private synchronized Narration begunIn(Path folder) {
        Narration known = narration;
        if (known == null) {
            known = new Narration(folder);
            narration = known;
        }
        return known;
    }

    /**
     * Writes down that somebody asked for something, and heeds it at once; of a run that has ended nothing can be asked.
     *
     * @throws StoreException if it can't be written
     * @throws AbortException if the run can't be opened any more
     */
    void ask(Entry.Request request, String by) throws AbortException {
        if (over) {
            return;
        }
        opened().ask(request, by);
        wake();
    }

    /**
     * Stops the run, unless it has ended, is held for a person, or was stopped before.
     *
     * @throws StoreException if it can't be written
     * @throws AbortException if the run can't be opened any more
     */
    synchronized void abort(String by) throws AbortException {
        Journal journal = over ? null : opened().journal();
        boolean going = journal != null
                && Conclusion.of(journal).isEmpty()
                && journal.asked(Entry.Request.ABORT).isEmpty();
        if (going) {
            opened().ask(Entry.Request.ABORT, by);
        }
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
            gates.execute(this::work);
        }
    }

    /** Its build has another name by now. */
    synchronized void moved(Ongoing anew) {
        ongoing = anew;
        narration = null;
        close();
    }

    /** Drives no further; what is being done is finished. The run itself stays as it is. */
    void stop() {
        over = true;
        cancelAlarm();
        if (wakes.getAndIncrement() == 0) {
            gates.execute(this::work);
        }
    }

    /** Lets go of connections. */
    synchronized void close() {
        Run open = run;
        if (open != null) {
            open.close();
        }
        run = null;
    }

    /** Whatever happens in between, the run is woken again: nobody else would. */
    private void work() {
        int seen = wakes.get();
        Instant due = clock.instant().plus(AGAIN);
        try {
            if (!over) {
                due = onward();
            }
        } finally {
            if (over) {
                close();
            } else {
                rest(seen, due);
            }
        }
    }

    private void rest(int seen, Instant due) {
        if (wakes.addAndGet(-seen) > 0) {
            gates.execute(this::work);
            return;
        }
        cancelAlarm();
        Duration pause = Duration.between(clock.instant(), due);
        alarm = gates.alarm(this::wake, pause.isNegative() ? Duration.ofMillis(1) : pause);
    }

    private void cancelAlarm() {
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
    }

    /** When to go on again. */
    private Instant onward() {
        try {
            Run open = opened();
            follow(open);
            Standing standing = open.advance();
            newest = standing;
            gates.notifier().seen(standing.journal());
            trouble = "";
            promote(standing.journal());
            handOut(standing, open);
            if (standing.finished()) {
                gates.ended(this, standing.journal());
                over = true;
            }
            attendants.forEach(attendant -> show(attendant, standing));
            return earlier(standing.next(), clock.instant().plus(FARTHEST));
        } catch (StoreException | ClusterException | AbortException e) {
            troubled(e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "run " + ongoing.run() + " can't go on now", e);
            troubled(e);
        }
        return clock.instant().plus(AGAIN);
    }

    /** Has its receivers told from now on; what they are told, and when, is none of the run's concern. */
    private void follow(Run open) {
        if (!followed) {
            gates.notifier().follow(open.journal(), credential -> opened().secret(credential), Engine.link(ongoing));
            followed = true;
        }
    }

    /** Has the build's log say what somebody has to commit: what the run waits for once, and at its end what is left. */
    private void handOut(Standing standing, Run open) {
        Optional<Commit> waited = standing.commit().filter(commit -> !handedOut.equals(Optional.of(commit)));
        handedOut = standing.commit();
        waited.ifPresent(this::tell);
        if (standing.finished()) {
            try {
                open.left().forEach(this::tell);
            } catch (ClusterException e) {
                attendants.forEach(
                        attendant -> attendant.told("what is left to commit is not known: " + e.getMessage()));
            }
        }
    }

    private void tell(Commit commit) {
        attendants.forEach(attendant -> commit.text().lines().forEach(attendant::told));
    }

    private void troubled(Exception e) {
        if (gates.lost(this)) {
            over = true;
            String gone = "run " + ongoing.run() + " has lost its journal; it is undone from what its claim says";
            LOG.warning(gone);
            attendants.forEach(attendant -> attendant.lost(gone));
            return;
        }
        String note = "run " + ongoing.run() + " can't go on now and is tried again every " + AGAIN.toSeconds()
                + " seconds: " + e.getMessage();
        if (!note.equals(trouble)) {
            trouble = note;
            LOG.warning(note);
            attendants.forEach(attendant -> attendant.told(note));
        }
    }

    /** One who can't listen does not keep the others from it. */
    private void show(Attendant attendant, Standing standing) {
        try {
            attendant.seen(standing);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a step could not be told of run " + ongoing.run(), e);
        }
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

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
