package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code mirrorDeploy}: begins a run and deploys the dark version, which nobody calls yet; returns the run's id. */
public final class MirrorDeployStep extends SpecStep {
    private static final long serialVersionUID = 1;

    /** A step without parameters; they are set after. */
    @DataBoundConstructor
    public MirrorDeployStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return BeginExecution.deployment(context, words());
    }

    /** The step's name and form. */
    @Extension
    public static final class Form extends SpecDescriptor {
        @Override
        public String getFunctionName() {
            return "mirrorDeploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.step("mirrorDeploy");
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
