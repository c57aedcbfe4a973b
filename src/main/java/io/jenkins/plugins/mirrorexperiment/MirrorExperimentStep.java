package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code mirrorExperiment}: deploys the dark version, mirrors traffic to it, judges it, and promotes it or rolls it back. */
public final class MirrorExperimentStep extends SpecStep {
    private static final long serialVersionUID = 1;

    private ResultOn resultOnViolation = ResultOn.FAILURE;
    private ResultOn resultOnInconclusive = ResultOn.FAILURE;

    /** A step without parameters; they are set after. */
    @DataBoundConstructor
    public MirrorExperimentStep() {}

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
        return BeginExecution.whole(context, words(), resultOnViolation, resultOnInconclusive);
    }

    /** The step's name and form. */
    @Extension
    public static final class Form extends SpecDescriptor {
        @Override
        public String getFunctionName() {
            return "mirrorExperiment";
        }

        @Override
        public String getDisplayName() {
            return Messages.step("mirrorExperiment");
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
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
