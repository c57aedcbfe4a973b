package io.mirrorexperiment.metrics;

import java.time.Instant;

/**
 * A span of time.
 *
 * @param after exclusive
 * @param until inclusive
 */
record Span(Instant after, Instant until) {
    boolean holds(Instant at) {
        return at.isAfter(after) && !at.isAfter(until);
    }

    boolean isEmpty() {
        return !after.isBefore(until);
    }
}
