package io.mirrorexperiment.spec.iter8;

import java.util.List;

/**
 * The objects of a text, each kind in the order of the text.
 *
 * @param experiments of whatever pattern
 * @param metrics defined by their objects
 */
public record Iter8Objects(List<Iter8Experiment> experiments, List<Iter8Metric> metrics) {
    /** Copies. */
    public Iter8Objects {
        experiments = List.copyOf(experiments);
        metrics = List.copyOf(metrics);
    }
}
