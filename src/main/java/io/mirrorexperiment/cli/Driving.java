package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Advances one run from the thread that calls it: act, rest, act again. It looks at the journal at least once a second, so
 * that what other processes ask for is heeded. The first signal asks the run to abort and goes on until it is cleaned up; the second
 * ends the process.
 */
final class Driving {
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    /** While a person's commit is waited for, the cluster is asked more rarely. */
    private static final Duration PATIENT_REST = Duration.ofSeconds(5);

    private static final Duration BREATH = Duration.ofMillis(200);
    private static final Duration STORE_PATIENCE = Duration.ofMinutes(2);
    private static final int SIGNALLED = 130;

    private final Host host;
    private final View view;
    private final Until until;
    private final Handout handout;
    private final Thread driver = Thread.currentThread();
    private volatile Optional<String> signal = Optional.empty();
    private boolean asked;
    private long storeTroubleSince;

    Driving(Host host, View view, Until until) {
        this(host, view, until, new Handout());
    }

    Driving(Host host, View view, Until until, Handout handout) {
        this.host = host;
        this.view = view;
        this.until = until;
        this.handout = handout;
    }

    /** The journal of the run where it is driven no farther. */
    Journal drive(Run run) {
        Runnable unwatch = host.signals().watch(name -> heard(run.id(), name));
        try (Notices notices = Notices.of(run, host)) {
            Optional<Journal> end = Optional.empty();
            while (end.isEmpty()) {
                end = onward(run, notices);
            }
            if (end.get().has(Entry.Finished.class)) {
                handout.left(run, view::note);
            }
            return end.get();
        } finally {
            unwatch.run();
        }
    }

    private Optional<Journal> onward(Run run, Notices notices) {
        Optional<Standing> standing = advance(run);
        standing.ifPresent(notices::seen);
        standing.ifPresent(view::show);
        standing.ifPresent(each -> handout.show(each, view::note));
        Optional<Journal> end = standing.filter(until::reachedBy).map(Standing::journal);
        if (end.isEmpty()) {
            boolean patient = standing.filter(each -> each.commit().isPresent()).isPresent();
            rest(standing.map(Standing::next).orElse(Instant.MAX), patient ? PATIENT_REST : LONGEST_REST);
        }
        return end;
    }

    private Optional<Standing> advance(Run run) {
        try {
            if (signal.isPresent() && !asked) {
                run.ask(Entry.Request.ABORT, signal.get() + " to " + host.person());
                asked = true;
            }
            Standing standing = run.advance();
            storeTroubleSince = 0;
            return Optional.of(standing);
        } catch (StoreException e) {
            putUpWith(run.id(), e);
            return Optional.empty();
        }
    }

    private void putUpWith(RunId id, StoreException trouble) {
        long now = System.nanoTime();
        if (storeTroubleSince == 0) {
            storeTroubleSince = now;
            view.note("the journal cannot be kept, trying again for " + STORE_PATIENCE.toMinutes() + " minutes: "
                    + trouble.getMessage());
        }
        if (now - storeTroubleSince > STORE_PATIENCE.toNanos()) {
            throw new Refusal(
                    Refusal.STUCK,
                    trouble.getMessage() + "\nrun " + id + " stands still, and what it changed is still there; "
                            + "make room and run `mirror-experiment resume " + id
                            + "`, or undo it with `mirror-experiment restore " + id + "`");
        }
    }

    private void rest(Instant next, Duration longest) {
        Instant wake = min(next, Instant.now().plus(longest));
        while (Instant.now().isBefore(wake) && !isSignalNew()) {
            Duration left = Duration.between(Instant.now(), wake);
            LockSupport.parkNanos(Math.max(1, left.compareTo(BREATH) < 0 ? left.toNanos() : BREATH.toNanos()));
            view.refresh();
        }
    }

    /** Whether a signal was not written down yet, and can be. */
    private boolean isSignalNew() {
        return !asked && storeTroubleSince == 0 && signal.isPresent();
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private synchronized void heard(RunId id, String name) {
        if (signal.isEmpty()) {
            signal = Optional.of(name);
            view.note(name
                    + ": stopping; the run is being cleaned up. A second signal stops at once and leaves it as it is.");
            LockSupport.unpark(driver);
            return;
        }
        view.close();
        host.err()
                .println("Stopped before run " + id
                        + " was cleaned up: what it changed in the cluster may still be there."
                        + " Finish with `mirror-experiment resume " + id + "`, or from any machine with"
                        + " `mirror-experiment restore " + id + "`.");
        host.halt().accept(SIGNALLED);
    }
}
