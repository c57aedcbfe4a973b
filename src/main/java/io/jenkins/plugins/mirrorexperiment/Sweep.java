package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.run.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all runs that are under way, at the start of the controller and every minute: drives each of them on, stops those whose
 * build has ended without its knowing, and undoes those whose build is gone, from what their claims in the cluster say.
 */
@Extension
public final class Sweep extends AsyncPeriodicWork {
    private static final Logger LOG = Logger.getLogger(Sweep.class.getName());

    private final AtomicInteger asked = new AtomicInteger();

    /** Runs that are being undone, by the folder of their step. */
    private final Map<String, io.mirrorexperiment.run.Run> restoring = new HashMap<>();

    private Instant next = Instant.MAX;
    private @Nullable Future<?> alarm;

    /** Named for its log. */
    public Sweep() {
        super("mirror-experiment sweep");
    }

    /** Soon, on the pool. */
    static void now() {
        Sweep only = ExtensionList.lookupSingleton(Sweep.class);
        if (only.asked.getAndIncrement() == 0) {
            Gates.get().execute(only::rounds);
        }
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.SECONDS.toMillis(5);
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        now();
    }

    /** One round after the other: whoever asks during one gets another, and holds no thread for it. */
    private void rounds() {
        int seen = asked.get();
        try {
            round();
        } finally {
            if (asked.addAndGet(-seen) > 0) {
                Gates.get().execute(this::rounds);
            }
        }
    }

    private synchronized void round() {
        next = Instant.MAX;
        for (Ongoing ongoing : Gates.get().all()) {
            try {
                sweep(ongoing);
            } catch (AbortException | RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "run " + ongoing.run() + " can't be gone on with now and is tried again: " + e.getMessage());
                LOG.log(Level.FINE, "because", e);
            }
        }
        again();
    }

    /** Undoing goes on when the first of the runs has something to do. */
    private void again() {
        Future<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
        Gates gates = Gates.get();
        if (next.isBefore(Instant.MAX)) {
            Duration pause = Duration.between(gates.clock().instant(), next);
            alarm = gates.alarm(Sweep::now, pause.isNegative() ? Duration.ofMillis(1) : pause);
        }
    }

    private void sweep(Ongoing ongoing) throws AbortException {
        Gates gates = Gates.get();
        Optional<Run<?, ?>> build = Engine.build(ongoing);
        if (build.isEmpty() || gates.engine().journal(ongoing).isEmpty()) {
            undo(ongoing);
        } else if (!build.get().isBuilding()) {
            gates.abandoned(build.get(), "Jenkins: build " + ongoing.build() + " has ended");
        } else {
            gates.drive(ongoing).wake();
        }
    }

    /** From the claim in the cluster alone. */
    private void undo(Ongoing ongoing) throws AbortException {
        Gates gates = Gates.get();
        gates.forget(ongoing);
        if (isUndone(ongoing)) {
            gates.undone(ongoing);
            LOG.log(Level.INFO, "run {0}, whose build is gone, is undone", ongoing.run());
        }
    }

    private boolean isUndone(Ongoing ongoing) throws AbortException {
        io.mirrorexperiment.run.Run going = restoring.get(ongoing.place());
        if (going != null) {
            return goesOn(ongoing, going);
        }
        Undo undo = Gates.get().engine().undo(ongoing.cluster());
        Optional<StandingClaim> claim = undo.claims(Optional.of(ongoing.id().namespace())).stream()
                .filter(standing -> standing.run().equals(ongoing.run())
                        && standing.holder().equals(Optional.of(ongoing.holder())))
                .findFirst();
        if (claim.isEmpty()) {
            return true;
        }
        Optional<io.mirrorexperiment.run.Run> run = undo.restore(claim.get(), "Jenkins: its build was deleted");
        if (run.isEmpty()) {
            undo.release(claim.get());
            return true;
        }
        restoring.put(ongoing.place(), run.get());
        return goesOn(ongoing, run.get());
    }

    /** Goes on with undoing a run; whether that is over. What could not be cleaned up is tried again from its claim. */
    private boolean goesOn(Ongoing ongoing, io.mirrorexperiment.run.Run run) {
        Standing standing = run.advance();
        if (!standing.finished()) {
            next = standing.next().isBefore(next) ? standing.next() : next;
            return false;
        }
        restoring.remove(ongoing.place());
        run.close();
        return Conclusion.of(standing.journal())
                .map(Ending::outcome)
                .filter(outcome -> outcome != Outcome.STUCK)
                .isPresent();
    }
}
