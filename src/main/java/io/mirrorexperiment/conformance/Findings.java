package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Evidence;
import java.util.OptionalDouble;

/** Evidence from what was measured. */
final class Findings {
    private Findings() {}

    /** A value with its bounds, or why there is none. */
    static Evidence of(Measured measured, OptionalDouble lower, OptionalDouble upper, long requests) {
        if (measured instanceof Measured.Value value) {
            return new Evidence(
                    OptionalDouble.of(value.shown()), OptionalDouble.empty(), lower, upper, requests, value.words());
        }
        OptionalDouble none = OptionalDouble.empty();
        return new Evidence(none, none, none, none, Math.max(0, requests), ((Measured.Nothing) measured).reason());
    }
}
