package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code mirrorTraffic}: mirrors while its body runs, and shuts the mirror however the body ends. */
public final class MirrorTrafficStep extends RunStep {
    private static final long serialVersionUID = 1;

    /** A step without parameters; they are set after. */
    @DataBoundConstructor
    public MirrorTrafficStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, getRun());
    }

    private static final class Execution extends RunExecution {
        private static final long serialVersionUID = 1;

        private boolean body;
        private boolean ended;
        private @Nullable Object returned;
        private @Nullable Throwable thrown;

        Execution(StepContext context, String run) {
            super(context, run);
        }

        @Override
        void ask(Drive drive, Journal journal, String by) throws AbortException {
            if (ended) {
                drive.ask(Entry.Request.UNMIRROR, by);
            } else if (!journal.has(Entry.Finished.class)
                    && journal.all(Entry.Asked.class).noneMatch(asked -> asked.request() == Entry.Request.MIRROR)) {
                drive.ask(Entry.Request.MIRROR, by);
            }
        }

        @Override
        Milestone awaits() {
            return !body ? Milestone.FLOWING : ended ? Milestone.SHUT : Milestone.NEVER;
        }

        @Override
        void arrived(Journal journal) throws Exception {
            if (!body) {
                open(journal);
            } else if (thrown != null) {
                getContext().onFailure(thrown);
            } else {
                getContext().onSuccess(returned);
            }
        }

        private void open(Journal journal) throws Exception {
            if (!journal.has(Entry.Flowing.class) || Conclusion.of(journal).isPresent()) {
                settle(journal, ResultOn.FAILURE, ResultOn.FAILURE);
                return;
            }
            body = true;
            again();
            var unused =
                    getContext().newBodyInvoker().withCallback(new Body(this)).start();
        }

        private void end(@Nullable Object result, @Nullable Throwable failure) {
            ended = true;
            returned = result;
            thrown = failure;
            onResume();
        }
    }

    /** Shuts the mirror when the body ends, whatever it ends with. */
    private static final class Body extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        private final Execution execution;

        Body(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, @Nullable Object result) {
            execution.end(result, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            execution.end(null, failure);
        }
    }

    /** The step's name and form. */
    @Extension
    public static final class Form extends RunDescriptor {
        /** Known as {@code mirrorTraffic}. */
        public Form() {
            super("mirrorTraffic");
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
