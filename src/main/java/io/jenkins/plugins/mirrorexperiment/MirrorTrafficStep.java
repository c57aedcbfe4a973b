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

        private volatile boolean body;
        private volatile boolean ended;
        private transient volatile boolean opening;
        private volatile @Nullable Object returned;
        private volatile @Nullable Throwable thrown;

        Execution(StepContext context, String run) {
            super(context, run);
        }

        @Override
        void ask(Drive drive, Journal journal, String by) throws AbortException {
            Entry.Request word = ended ? Entry.Request.UNMIRROR : Entry.Request.MIRROR;
            if (!journal.has(Entry.Finished.class) && journal.asked(word).isEmpty()) {
                drive.ask(word, by);
            }
        }

        @Override
        Milestone awaits() {
            if (ended) {
                return Milestone.SHUT;
            }
            return body || opening ? Milestone.NEVER : Milestone.FLOWING;
        }

        @Override
        void arrived(Journal journal) throws Exception {
            Throwable failure = thrown;
            if (!ended) {
                open(journal);
            } else if (failure == null) {
                getContext().onSuccess(returned);
            } else {
                getContext().onFailure(failure);
            }
        }

        private void open(Journal journal) throws Exception {
            if (!journal.has(Entry.Flowing.class) || Conclusion.of(journal).isPresent()) {
                settle(journal, ResultOn.FAILURE, ResultOn.FAILURE);
                return;
            }
            opening = true;
            again();
            var unused =
                    getContext().newBodyInvoker().withCallback(new Body(this)).start();
        }

        private void begun() {
            body = true;
        }

        private void end(@Nullable Object result, @Nullable Throwable failure) {
            returned = result;
            thrown = failure;
            ended = true;
            Gates.get().execute(this::follow);
        }
    }

    /** Shuts the mirror when the body ends, whatever it ends with. */
    private static final class Body extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        private final Execution execution;

        Body(Execution execution) {
            this.execution = execution;
        }

        /** Not before: a body that is known to run, and does not, would be waited for for ever after a restart. */
        @Override
        public void onStart(StepContext context) {
            execution.begun();
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
