package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;

/** Whatever ends a build, however hard: what it leaves unfinished in the cluster is stopped and cleaned up. */
@Extension
public final class BuildEnds extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> build, TaskListener listener) {
        Gates.get().abandoned(build, "Jenkins: build " + build.getExternalizableId() + " has ended");
    }

    @Override
    public void onDeleted(Run<?, ?> build) {
        Gates gates = Gates.get();
        gates.of(build).forEach(gates::forget);
        Sweep.now();
    }
}
