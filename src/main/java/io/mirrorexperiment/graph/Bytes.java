package io.mirrorexperiment.graph;

/**
 * What opaque connections carried, per second.
 *
 * @param sent bytes that the destination answered
 * @param received bytes that it was sent
 * @param opened connections
 */
public record Bytes(double sent, double received, double opened) {
    /** Checks. */
    public Bytes {
        Flow.check(sent);
        Flow.check(received);
        Flow.check(opened);
    }
}
