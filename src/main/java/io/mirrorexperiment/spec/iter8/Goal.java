package io.mirrorexperiment.spec.iter8;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An objective as an Iter8 experiment words it; both limits are inclusive.
 *
 * @param metric its name, bare or as {@code namespace/name}
 * @param lowerLimit in the metric's own unit
 * @param upperLimit likewise
 */
public record Goal(String metric, Optional<BigDecimal> lowerLimit, Optional<BigDecimal> upperLimit) {}
