package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Lines;
import io.mirrorexperiment.report.Style;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
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

    /** How long an abort waits for the mirror to be shut. */
    private static final Duration SHUTTING = Duration.ofMinutes(2);

    private int shown = -1;
    private transient volatile @Nullable Drive drive;
    private transient volatile @Nullable Throwable stopping;
    private transient volatile String status = "";
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

    @Override
    public final boolean start() {
        Gates.get().execute(this::begin);
        return false;
    }

    @Override
    public final void onResume() {
        synchronized (this) {
            over = false;
        }
        status = "";
        Gates.get().execute(this::begin);
    }

    private void begin() {
        try {
            getContext().saveState().get();
            Drive entered = enter();
            drive = entered;
            if (stopping != null) {
                halt();
            }
            entered.attend(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            fail(e);
        }
    }

    @Override
    public final void stop(Throwable cause) {
        stopping = cause;
        Gates gates = Gates.get();
        gates.execute(this::halt);
        gates.later(() -> giveUp(cause), SHUTTING);
    }

    /** Stops the run, once there is one. */
    private void halt() {
        Throwable cause = stopping;
        Drive going = drive;
        if (cause == null) {
            return;
        }
        if (going == null) {
            return;
        }
        try {
            if (going.journal().flatMap(Conclusion::of).isEmpty()) {
                going.ask(Entry.Request.ABORT, "Jenkins: " + words(cause));
            }
        } catch (AbortException | RuntimeException e) {
            fail(e);
        }
    }

    private void giveUp(Throwable cause) {
        if (leave()) {
            say("the mirror could not be shut within " + SHUTTING.toMinutes()
                    + " minutes; the controller goes on trying, and the build's page says when it is done");
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
        show(journal);
        status = status(standing);
        Throwable cause = stopping;
        if (cause != null) {
            if (Milestone.SHUT.reachedBy(journal) && leave()) {
                getContext().onFailure(cause);
            }
        } else if (awaits().reachedBy(journal) && leave()) {
            try {
                arrived(journal);
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }
    }

    @Override
    public final void told(String note) {
        say(note);
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

    final void fail(Throwable because) {
        if (leave()) {
            Throwable cause = stopping;
            getContext().onFailure(cause == null ? because : cause);
        }
    }

    @Override
    public final String getStatus() {
        String known = status;
        return known.isEmpty() ? "waiting for " + awaits().words() : known;
    }

    private String status(Standing standing) {
        Journal journal = standing.journal();
        String waits = standing.words().isEmpty() ? awaits().words() : standing.words();
        return "run " + journal.id() + ": waiting for " + waits;
    }

    /** New entries go to the build's log, each once even over a restart. */
    private synchronized void show(Journal journal) {
        List<Entry> entries = journal.entries();
        if (shown < 0) {
            say("run " + journal.id());
            shown = 0;
        }
        for (Entry entry : entries.subList(Math.min(shown, entries.size()), entries.size())) {
            say(Lines.of(entry, journal));
            Lines.below(entry, Integer.MAX_VALUE, Style.PLAIN).forEach(this::say);
        }
        shown = entries.size();
    }

    final void say(String line) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println(line);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "the build's log is gone: {0}", line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final Run<?, ?> build() throws IOException, InterruptedException {
        Run<?, ?> build = getContext().get(Run.class);
        if (build == null) {
            throw new AbortException("the build is gone");
        }
        return build;
    }

    final Optional<FilePath> workspace() throws IOException, InterruptedException {
        return Optional.ofNullable(getContext().get(FilePath.class));
    }

    /** Ends the step as the run's verdict and the step's parameters say. */
    final void settle(Journal journal, ResultOn onViolation, ResultOn onInconclusive) throws Exception {
        Optional<Ending> ending = Conclusion.of(journal);
        int code = ending.map(Ending::exitCode).orElseGet(() -> codeOf(journal));
        Run<?, ?> build = build();
        workspace().ifPresent(root -> Publication.into(root, build, journal, this::say));
        String sentence = Sentences.of(journal);
        switch (code) {
            case 0 -> succeed(journal);
            case 1 -> settle(journal, onViolation, sentence);
            case 2 -> settle(journal, onInconclusive, sentence);
            case 130 ->
                getContext().onFailure(new FlowInterruptedException(Result.ABORTED, true, new Stopped(sentence)));
            default -> getContext().onFailure(new AbortException(sentence));
        }
    }

    private static int codeOf(Journal journal) {
        Verdict verdict =
                journal.last(Entry.Judged.class).map(Entry.Judged::verdict).orElse(Verdict.UNDECIDED);
        return switch (verdict) {
            case CONFORMS -> 0;
            case VIOLATES -> 1;
            case INCONCLUSIVE, UNDECIDED -> 2;
        };
    }

    private void settle(Journal journal, ResultOn on, String sentence) throws Exception {
        if (on == ResultOn.FAILURE) {
            getContext().onFailure(new AbortException(sentence));
            return;
        }
        if (on == ResultOn.UNSTABLE) {
            FlowNode node = getContext().get(FlowNode.class);
            if (node != null) {
                node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            }
            build().setResult(Result.UNSTABLE);
        }
        say(sentence);
        succeed(journal);
    }

    final void succeed(Journal journal) throws Exception {
        getContext().onSuccess(VerdictMap.of(journal, GateAction.url(build())));
    }

    /** Why a build was stopped, for its page. */
    static final class Stopped extends CauseOfInterruption {
        private static final long serialVersionUID = 1;

        private final String because;

        Stopped(String because) {
            this.because = because;
        }

        @Override
        public String getShortDescription() {
            return because;
        }
    }
}
