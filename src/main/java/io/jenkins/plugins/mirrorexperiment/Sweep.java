package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.run.Undo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Goes through all runs that are under way, at the start of the controller and every minute: drives each of them on, stops those whose
 * build has ended without its knowing, and undoes those whose build is gone, from what their claims in the cluster say.
 */
@Extension
public final class Sweep extends AsyncPeriodicWork {
    private static final Logger LOG = Logger.getLogger(Sweep.class.getName());

    private final Map<String, io.mirrorexperiment.run.Run> restoring = new HashMap<>();

    /** Named for its log. */
    public Sweep() {
        super("mirror-experiment sweep");
    }

    /** Now, on the thread that calls. */
    static void now() {
        ExtensionList.lookupSingleton(Sweep.class).sweep();
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
        sweep();
    }

    private synchronized void sweep() {
        for (Ongoing ongoing : Gates.get().all()) {
            try {
                sweep(ongoing);
            } catch (AbortException | ClusterException | StoreException e) {
                LOG.log(Level.WARNING, "run {0} can''t be gone on with now and is tried again: {1}", new Object[] {
                    ongoing.run(), e.getMessage()
                });
            }
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
        Undo undo = gates.engine().undo(ongoing.cluster());
        Optional<StandingClaim> claim = undo.claims(Optional.of(ongoing.id().namespace())).stream()
                .filter(standing -> standing.run().equals(ongoing.run()) && !standing.isEnded())
                .findFirst();
        if (claim.isEmpty() || undone(undo, ongoing, claim.get())) {
            gates.undone(ongoing);
            LOG.log(Level.INFO, "run {0}, whose build is gone, is undone", ongoing.run());
        }
    }

    /** Goes on with undoing a run; whether that is over. */
    private boolean undone(Undo undo, Ongoing ongoing, StandingClaim claim) {
        Optional<io.mirrorexperiment.run.Run> run = Optional.ofNullable(restoring.get(ongoing.place()))
                .or(() -> undo.restore(claim, "Jenkins: its build was deleted"));
        if (run.isEmpty()) {
            undo.release(claim);
            return true;
        }
        restoring.put(ongoing.place(), run.get());
        Standing standing = run.get().advance();
        if (!standing.finished()) {
            Gates gates = Gates.get();
            gates.later(Sweep::now, Duration.between(gates.clock().instant(), standing.next()));
            return false;
        }
        restoring.remove(ongoing.place());
        run.get().close();
        return Conclusion.of(standing.journal())
                .map(Ending::outcome)
                .filter(outcome -> outcome != Outcome.STUCK)
                .isPresent();
    }
}
