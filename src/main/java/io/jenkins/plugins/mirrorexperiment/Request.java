package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.experiment.Experiment;
import java.util.List;

/**
 * A run that a step asks for, checked and complete.
 *
 * @param experiment as its spec and its parameters say
 * @param defaults what holds although nobody said it
 * @param cluster name of the cluster profile; empty for the default
 * @param metrics name of the metrics profile; empty if the spec names its own
 * @param gitops whether objects of GitOps controllers may be edited whatever the spec says, as steps said before they had words for it
 * @param extend whether the run is made as long as today's traffic needs
 * @param by who begins it, for people who find the target claimed
 */
record Request(
        Experiment experiment,
        List<String> defaults,
        String cluster,
        String metrics,
        boolean gitops,
        boolean extend,
        String by) {
    /** Copies. */
    Request {
        defaults = List.copyOf(defaults);
    }
}
