package io.mirrorexperiment.spec.iter8;

import io.mirrorexperiment.experiment.Notification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Iter8 experiment that a run can follow: a Conformance experiment with a baseline, the dark version.
 *
 * @param experiment as it is written
 * @param version the one that is tried
 * @param start what is to be waited for before the first look, in this order
 * @param told who is told of the run
 * @param metrics that are defined beside it; others are looked up elsewhere
 */
public record Iter8Spec(
        Iter8Experiment experiment,
        Iter8Version version,
        List<StartAction> start,
        List<Notification> told,
        List<Iter8Metric> metrics) {
    /** Copies. */
    public Iter8Spec {
        start = List.copyOf(start);
        told = List.copyOf(told);
        metrics = List.copyOf(metrics);
    }

    /** The same with definitions from elsewhere, after its own. */
    public Iter8Spec with(List<Iter8Metric> more) {
        return new Iter8Spec(
                experiment,
                version,
                start,
                told,
                Stream.concat(metrics.stream(), more.stream()).toList());
    }

    /** The definition of a metric that stands beside it; a name without a namespace is of the experiment's. */
    public Optional<Iter8Metric> find(MetricName name) {
        MetricName full = name.in(experiment.namespace());
        return metrics.stream().filter(metric -> metric.name().equals(full)).findFirst();
    }
}
