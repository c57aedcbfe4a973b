package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.Optional;

/**
 * A metric of which one value is asked over HTTP at each look.
 *
 * @param metric as objectives name it
 * @param type what its value is
 * @param query whom to ask what
 * @param ca PEM certificates that the server is checked against, instead of the machine's own
 * @param timeout for one question
 */
public record QueriedMetric(Metric metric, Type type, MetricQuery query, Optional<Credential> ca, Duration timeout) {
    /** Checks. */
    public QueriedMetric {
        if (metric.kind() != Metric.Kind.QUERIED || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("not to be asked within " + timeout + ": " + metric);
        }
    }

    /** What a value is. */
    public enum Type {
        /** It is held against the limit as it is. */
        GAUGE,
        /** It only grows; by how much since evidence counts is held against the limit. */
        COUNTER;

        /** The word of a spec. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
