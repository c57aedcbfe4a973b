package io.mirrorexperiment.validation;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of one workload.
 *
 * @param system that tells its counters, by the reporter that counts
 * @param population the workload
 * @param startingTime since when requests count; else since the launch
 * @param indicators metrics to tell, in the order of their names; at least those of the objectives
 * @param slos what is asked of them; may be empty, and is never kept then
 */
public record Validation(
        MetricsSystem system,
        Population population,
        Optional<Instant> startingTime,
        List<Indicator> indicators,
        List<Slo> slos) {
    /** Copies. */
    public Validation {
        indicators = List.copyOf(indicators);
        slos = List.copyOf(slos);
    }

    /** Iter8's tasks: one that collects, and one that assesses where there is something to assess. */
    public int tasks() {
        return slos.isEmpty() ? 1 : 2;
    }
}
