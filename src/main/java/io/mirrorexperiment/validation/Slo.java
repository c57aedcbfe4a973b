package io.mirrorexperiment.validation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A service level objective of Iter8's: a metric within its limits, which belong to what is allowed.
 *
 * @param metric its full name, as in {@code istio/error-rate}
 * @param lower at least this, if asked for
 * @param upper at most this, if asked for
 */
public record Slo(String metric, OptionalDouble lower, OptionalDouble upper) {
    /** Checks. */
    public Slo {
        if (!lower.stream().allMatch(Double::isFinite) || !upper.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a limit of " + metric + " must be a number");
        }
    }

    /** One with an upper limit. */
    public static Slo atMost(String metric, double upper) {
        return new Slo(metric, OptionalDouble.empty(), OptionalDouble.of(upper));
    }

    /** One with a lower limit. */
    public static Slo atLeast(String metric, double lower) {
        return new Slo(metric, OptionalDouble.of(lower), OptionalDouble.empty());
    }

    /** Whether a value is within; one without any limit is never kept, for nothing is asked. */
    public boolean allows(double value) {
        boolean asks = lower.isPresent() || upper.isPresent();
        return asks && value >= lower.orElse(value) && value <= upper.orElse(value);
    }

    /** As Iter8 writes it, as in {@code istio/latency-mean <= 100}. */
    public String condition() {
        return condition(Optional.empty());
    }

    /** The same with the unit of the metric's values, as in {@code http/latency-mean (msec) <= 50}. */
    public String condition(Optional<String> units) {
        String left = lower.isPresent() ? GoNumber.of(lower.getAsDouble()) + " <= " : "";
        String right = upper.isPresent() ? " <= " + GoNumber.of(upper.getAsDouble()) : "";
        return left + metric + units.map(each -> " (" + each + ")").orElse("") + right;
    }
}
