package io.mirrorexperiment.sandbox.prometheus.promql;

/**
 * Where a part of a query stands.
 *
 * @param start index of its first character
 * @param end index after its last character
 */
record Span(int start, int end) {
    /** From the start of this to the end of another. */
    Span to(Span last) {
        return new Span(start, last.end);
    }
}
