package io.jenkins.plugins.mirrorexperiment;

import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that goes on with a run of the same build. */
public abstract class RunStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private String run = "";

    public String getRun() {
        return run;
    }

    /** The run's id, as {@code mirrorDeploy} returned it; not needed if the build has one run only. */
    @DataBoundSetter
    public void setRun(String run) {
        this.run = Util.fixNull(run).strip();
    }

    /** Names and forms of such steps. */
    abstract static class RunDescriptor extends StepDescriptor {
        private final String function;

        RunDescriptor(String function) {
            this.function = function;
        }

        @Override
        public final String getFunctionName() {
            return function;
        }

        @Override
        public final String getDisplayName() {
            return Messages.step(function);
        }

        @Override
        public final Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
