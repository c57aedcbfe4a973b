package io.mirrorexperiment.spec.iter8;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An objective of an Iter8 experiment; both limits are inclusive.
 *
 * @param metric what is measured
 * @param lowerLimit in the metric's own unit
 * @param upperLimit likewise
 * @param rollbackOnFailure whether one iteration in which it is not satisfied ends the experiment
 */
public record Iter8Objective(
        MetricName metric,
        Optional<BigDecimal> lowerLimit,
        Optional<BigDecimal> upperLimit,
        boolean rollbackOnFailure) {}
