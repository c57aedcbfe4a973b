package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * How a step ends by what its run came to: what it returns, what becomes of the build, and the reports in the workspace.
 *
 * @param context of the step
 * @param log the build's
 */
record Settlement(StepContext context, Consumer<String> log) {
    Run<?, ?> build() throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        if (build == null) {
            throw new AbortException("the build is gone");
        }
        return build;
    }

    Optional<FilePath> workspace() throws IOException, InterruptedException {
        return Optional.ofNullable(context.get(FilePath.class));
    }

    /** An agent that is away does not change the verdict. */
    private void publish(Journal journal) throws InterruptedException {
        try {
            Run<?, ?> build = build();
            workspace().ifPresent(root -> Publication.into(root, build, journal, log));
        } catch (IOException e) {
            log.accept("the reports could not be written into the workspace: " + e.getMessage());
        }
    }

    /** Ends the step as the run's verdict and the step's parameters say. */
    void settle(Journal journal, ResultOn onViolation, ResultOn onInconclusive) throws Exception {
        Optional<Ending> ending = Conclusion.of(journal);
        int code = ending.map(Ending::exitCode).orElseGet(() -> codeOf(journal));
        publish(journal);
        String sentence = Sentences.of(journal);
        switch (code) {
            case 0 -> succeed(journal);
            case 1 -> settle(journal, onViolation, sentence);
            case 2 -> settle(journal, onInconclusive, sentence);
            case 130 -> context.onFailure(new FlowInterruptedException(Result.ABORTED, true, new Stopped(sentence)));
            default -> context.onFailure(new AbortException(sentence));
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
            context.onFailure(new AbortException(sentence));
            return;
        }
        if (on == ResultOn.UNSTABLE) {
            FlowNode node = context.get(FlowNode.class);
            if (node != null) {
                node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence));
            }
            build().setResult(Result.UNSTABLE);
        }
        log.accept(sentence);
        succeed(journal);
    }

    void succeed(Journal journal) throws Exception {
        context.onSuccess(VerdictMap.of(journal, GateAction.url(build())));
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
