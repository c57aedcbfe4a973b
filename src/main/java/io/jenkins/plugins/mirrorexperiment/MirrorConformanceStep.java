package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Extension;
import hudson.util.ListBoxModel;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code mirrorConformance}: waits for the verdict of a run whose mirror is open; returns it. */
public final class MirrorConformanceStep extends RunStep {
    private static final long serialVersionUID = 1;

    private ResultOn resultOnViolation = ResultOn.FAILURE;
    private ResultOn resultOnInconclusive = ResultOn.FAILURE;

    /** A step without parameters; they are set after. */
    @DataBoundConstructor
    public MirrorConformanceStep() {}

    public String getResultOnViolation() {
        return resultOnViolation.name();
    }

    /** FAILURE, UNSTABLE or NONE. */
    @DataBoundSetter
    public void setResultOnViolation(String word) {
        resultOnViolation = ResultOn.read("resultOnViolation", word);
    }

    public String getResultOnInconclusive() {
        return resultOnInconclusive.name();
    }

    /** FAILURE, UNSTABLE or NONE. */
    @DataBoundSetter
    public void setResultOnInconclusive(String word) {
        resultOnInconclusive = ResultOn.read("resultOnInconclusive", word);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, getRun(), resultOnViolation, resultOnInconclusive);
    }

    private static final class Execution extends RunExecution {
        private static final long serialVersionUID = 1;

        private final ResultOn onViolation;
        private final ResultOn onInconclusive;

        Execution(StepContext context, String run, ResultOn onViolation, ResultOn onInconclusive) {
            super(context, run);
            this.onViolation = onViolation;
            this.onInconclusive = onInconclusive;
        }

        @Override
        void ask(Drive drive, Journal journal, String by) throws AbortException {
            if (journal.has(Entry.Paused.class)
                    && journal.asked(Entry.Request.MIRROR).isEmpty()) {
                throw new AbortException(
                        "run " + journal.id()
                                + " has no mirror, so there would never be a verdict; put mirrorConformance inside mirrorTraffic { … }");
            }
        }

        @Override
        Milestone awaits() {
            return Milestone.JUDGED;
        }

        @Override
        void arrived(Journal journal) throws Exception {
            settle(journal, onViolation, onInconclusive);
        }
    }

    /** The step's name and form. */
    @Extension
    public static final class Form extends RunDescriptor {
        /** Known as {@code mirrorConformance}. */
        public Form() {
            super("mirrorConformance");
        }

        /** What may become of the build. */
        public ListBoxModel doFillResultOnViolationItems() {
            return Choices.results();
        }

        /** What may become of the build. */
        public ListBoxModel doFillResultOnInconclusiveItems() {
            return Choices.results();
        }
    }
}
