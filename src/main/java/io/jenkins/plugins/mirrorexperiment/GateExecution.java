package io.jenkins.plugins.mirrorexperiment;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * A step that follows a run until a milestone. It holds no thread while it waits; all that it keeps over a restart are texts, and the run
 * itself is found by them. Everything but {@link #start} and {@link #getStatus} happens on the pool of {@link Gates}.
 */
abstract class GateExecution extends StepExecution implements Attendant {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(GateExecution.class.getName());

    /** So many seconds an abort waits for the mirror to be shut; two minutes unless somebody says otherwise. */
    private static final String SHUTTING = "io.jenkins.plugins.mirrorexperiment.GateExecution.shuttingSeconds";

    private @Nullable Throwable stopping;
    private transient volatile @Nullable Drive drive;
    private transient volatile @Nullable String status;
    private transient boolean over;

    GateExecution(StepContext context) {
        super(context);
    }

    /**
     * Finds or begins the run; called on the pool, once after each start of the controller.
     *
     * @throws AbortException with one message, for a mistake of the pipeline's author
     */
    abstract Drive enter() throws Exception;

    /** What the step waits for. */
    abstract Milestone awaits();

    /** The milestone is reached, or the run has ended without it; called once. */
    abstract void arrived(Journal journal) throws Exception;

    /** Begins when the step is on the disk: a run is found again by what the step knows. */
    @Override
    public final boolean start() {
        ListenableFuture<Void> saved = getContext().saveState();
        saved.addListener(() -> begin(saved), Gates.get()::execute);
        return false;
    }

    @Override
    public final void onResume() {
        Gates gates = Gates.get();
        gates.execute(this::follow);
        Throwable cause = stopping();
        if (cause != null) {
            gates.later(() -> giveUp(cause), shutting());
        }
    }

    private void begin(Future<Void> saved) {
        try {
            saved.get();
            Throwable cause = stopping();
            if (cause == null) {
                follow();
            } else {
                fail(cause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            fail(e);
        }
    }

    /** Finds the run, or begins it, and is told of it from then on; may be called again when the step has something new to ask. */
    final void follow() {
        try {
            Drive entered = enter();
            drive = entered;
            halt();
            entered.attend(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Also after a restart of the controller a step that was stopped ends as one that was. */
    @Override
    public final void stop(Throwable cause) {
        synchronized (this) {
            stopping = cause;
        }
        var unused = getContext().saveState();
        Gates gates = Gates.get();
        gates.execute(this::halt);
        gates.later(() -> giveUp(cause), shutting());
    }

    private synchronized @Nullable Throwable stopping() {
        return stopping;
    }

    private static Duration shutting() {
        return Duration.ofSeconds(SystemProperties.getInteger(SHUTTING, 120));
    }

    /** Stops the run, if the step was stopped and once there is a run; tries again as long as that can't be written down. */
    private void halt() {
        Throwable cause = stopping();
        Drive going = drive;
        if (cause == null || going == null || isOver()) {
            return;
        }
        try {
            going.abort("Jenkins: " + words(cause));
        } catch (AbortException | RuntimeException e) {
            say("run " + going.ongoing().run() + " can't be stopped now and is tried again: " + e.getMessage());
            Gates.get().later(this::halt, Drive.AGAIN);
        }
    }

    private void giveUp(Throwable cause) {
        if (leave()) {
            say("the mirror could not be shut within " + shutting().toSeconds()
                    + " seconds; the controller goes on trying, and the build's page says when it is done");
            getContext().onFailure(cause);
        }
    }

    private static String words(Throwable cause) {
        if (cause instanceof FlowInterruptedException interrupted) {
            String causes = interrupted.getCauses().stream()
                    .map(CauseOfInterruption::getShortDescription)
                    .collect(Collectors.joining(", "));
            return causes.isEmpty() ? "aborted" : causes;
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public final void seen(Standing standing) {
        Journal journal = standing.journal();
        Drive going = drive;
        if (going != null) {
            going.narrate(journal, this::say);
        }
        status = status(standing);
        Throwable cause = stopping();
        if (cause != null) {
            if (Milestone.SHUT.reachedBy(journal) && leave()) {
                getContext().onFailure(cause);
            }
        } else if (awaits().reachedBy(journal) && leave()) {
            arrive(journal);
        }
    }

    private void arrive(Journal journal) {
        try {
            arrived(journal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public final void told(String note) {
        say(note);
    }

    @Override
    public final void lost(String because) {
        fail(new AbortException(because));
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Follows the run no more; false if that was so before. */
    private synchronized boolean leave() {
        boolean first = !over;
        over = true;
        Drive left = drive;
        if (left != null) {
            left.leave(this);
        }
        return first;
    }

    /** Follows the run once more, for the next milestone. */
    final void again() {
        synchronized (this) {
            over = false;
        }
        Drive going = drive;
        if (going != null) {
            going.attend(this);
        }
    }

    private void fail(Throwable because) {
        if (leave()) {
            Throwable cause = stopping();
            getContext().onFailure(cause == null ? because : cause);
        }
    }

    @Override
    public final String getStatus() {
        String known = status;
        return known == null ? "waiting for " + awaits().words() : known;
    }

    private String status(Standing standing) {
        Journal journal = standing.journal();
        String waits = standing.words().isEmpty() ? awaits().words() : standing.words();
        return "run " + journal.id() + ": waiting for " + waits;
    }

    final void say(String line) {
        say(List.of(line));
    }

    /** Not left in a buffer, which a controller that is killed would lose. */
    private void say(List<String> lines) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                lines.forEach(listener.getLogger()::println);
                listener.getLogger().flush();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "the build''s log is gone: {0}", lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final Run<?, ?> build() throws IOException, InterruptedException {
        return settlement().build();
    }

    final Optional<FilePath> workspace() throws IOException, InterruptedException {
        return settlement().workspace();
    }

    /** Ends the step as the run's verdict and the step's parameters say. */
    final void settle(Journal journal, ResultOn onViolation, ResultOn onInconclusive) throws Exception {
        settlement().settle(journal, onViolation, onInconclusive);
    }

    /** Ends the step well, with what the run came to. */
    final void succeed(Journal journal) throws Exception {
        settlement().succeed(journal);
    }

    private Settlement settlement() {
        return new Settlement(getContext(), this::say);
    }
}
