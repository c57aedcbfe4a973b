package io.mirrorexperiment.experiment;

import java.util.OptionalDouble;

/**
 * One condition on the dark version.
 *
 * @param metric what is measured
 * @param limit what is asked of it
 * @param cap for a mean latency: a request counts as at most this many milliseconds
 */
public record Objective(Metric metric, Limit limit, OptionalDouble cap) {
    /** Checks. */
    public Objective {
        boolean sound = cap.isEmpty() || (cap.getAsDouble() > 0 && Double.isFinite(cap.getAsDouble()));
        if (metric.kind() == Metric.Kind.QUERIED && limit instanceof Limit.AtMostOverLive) {
            throw new IllegalArgumentException(metric + " is asked of the dark version only");
        }
        if (!sound || (cap.isPresent() && metric.kind() != Metric.Kind.LATENCY_MEAN)) {
            throw new IllegalArgumentException("a cap of " + cap + " does not fit " + metric);
        }
    }

    /** The condition as a person reads it, as in {@code latency-p95 ≤ 100 ms}. */
    public String words() {
        String unit = metric.unit();
        if (limit instanceof Limit.AtMost most) {
            return metric + " ≤ " + plain(most.value()) + unit;
        }
        if (limit instanceof Limit.AtLeast least) {
            return metric + " ≥ " + plain(least.value()) + unit;
        }
        return metric + " ≤ live + " + plain(((Limit.AtMostOverLive) limit).increase()) + unit;
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
