package io.mirrorexperiment.spec.iter8;

import java.util.List;
import java.util.Optional;

/**
 * An {@code iter8.tools/v2alpha2} Experiment as somebody saw it: what its spec asks for and how far it has come. Nothing of it has been
 * checked, and words of closed sets, such as patterns, stand as they were written; what was not there is empty.
 *
 * @param name of the object
 * @param namespace of the object
 * @param target what is experimented with
 * @param testingPattern as in {@code Conformance}
 * @param deploymentPattern as in {@code Progressive}, if it is said
 * @param versions names, the baseline first; none if the object does not tell
 * @param objectives in their order
 * @param rewards in their order
 * @param status how far it has come
 */
public record ObservedExperiment(
        String name,
        String namespace,
        String target,
        String testingPattern,
        Optional<String> deploymentPattern,
        List<String> versions,
        List<Goal> objectives,
        List<Reward> rewards,
        ObservedStatus status) {
    /** Copies. */
    public ObservedExperiment {
        versions = List.copyOf(versions);
        objectives = List.copyOf(objectives);
        rewards = List.copyOf(rewards);
    }
}
