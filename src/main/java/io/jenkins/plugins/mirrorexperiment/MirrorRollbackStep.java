package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code mirrorRollback}: brings everything back as it was before a run; does nothing where that is so already. */
public final class MirrorRollbackStep extends RunStep {
    private static final long serialVersionUID = 1;

    /** A step without parameters; they are set after. */
    @DataBoundConstructor
    public MirrorRollbackStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, getRun());
    }

    private static final class Execution extends RunExecution {
        private static final long serialVersionUID = 1;

        Execution(StepContext context, String run) {
            super(context, run);
        }

        @Override
        void ask(Drive drive, Journal journal, String by) throws AbortException {
            if (!journal.has(Entry.Finished.class)
                    && journal.asked(Entry.Request.ROLL_BACK).isEmpty()) {
                drive.ask(Entry.Request.ROLL_BACK, by);
            }
        }

        @Override
        Milestone awaits() {
            return Milestone.CONCLUDED;
        }

        @Override
        void arrived(Journal journal) throws Exception {
            Optional<Outcome> outcome = Conclusion.of(journal).map(Ending::outcome);
            if (outcome.filter(end -> end == Outcome.STUCK || end == Outcome.PROMOTED)
                    .isPresent()) {
                getContext().onFailure(new AbortException(Sentences.of(journal)));
            } else {
                succeed(journal);
            }
        }
    }

    /** The step's name and form. */
    @Extension
    public static final class Form extends RunDescriptor {
        /** Known as {@code mirrorRollback}. */
        public Form() {
            super("mirrorRollback");
        }
    }
}
