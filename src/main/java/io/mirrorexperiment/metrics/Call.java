package io.mirrorexperiment.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A question that a metrics system was asked over HTTP, without its words or its place.
 *
 * @param system what sort of system it was
 * @param status of HTTP; empty if there was no answer, or none that could be read to its end
 * @param took from the question to the end of the answer
 */
public record Call(Asked system, Optional<Integer> status, Duration took) {
    /** Sorts of systems; few, whatever specs name. */
    public enum Asked {
        /** Counters, by Prometheus' query API. */
        PROMETHEUS,
        /** A metric that is a template of an HTTP request. */
        QUERY;

        /** Lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
