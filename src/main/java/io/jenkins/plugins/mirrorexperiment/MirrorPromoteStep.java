package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code mirrorPromote}: promotes the dark version of a run that conforms, or is held; waits until it serves. */
public final class MirrorPromoteStep extends RunStep {
    private static final long serialVersionUID = 1;

    /** A step without parameters; they are set after. */
    @DataBoundConstructor
    public MirrorPromoteStep() {}

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
            if (journal.has(Entry.Finished.class)) {
                return;
            }
            boolean conforms = journal.last(Entry.Judged.class)
                    .filter(judged -> judged.verdict() == Verdict.CONFORMS)
                    .isPresent();
            if (!conforms && !journal.has(Entry.Held.class)) {
                throw new AbortException(Sentences.of(journal)
                        + "; only a version that conforms, or is held for a person, can be promoted");
            }
            if (journal.asked(Entry.Request.PROMOTE).isEmpty()) {
                drive.promote(by);
            }
        }

        @Override
        Milestone awaits() {
            return Milestone.CONCLUDED;
        }

        @Override
        void arrived(Journal journal) throws Exception {
            settle(journal, ResultOn.FAILURE, ResultOn.FAILURE);
        }
    }

    /** The step's name and form. */
    @Extension
    public static final class Form extends RunDescriptor {
        /** Known as {@code mirrorPromote}. */
        public Form() {
            super("mirrorPromote");
        }
    }
}
