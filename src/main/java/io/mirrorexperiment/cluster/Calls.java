package io.mirrorexperiment.cluster;

/**
 * Hears of every request to the API server, once it is over; for counting, never to decide. Called from the thread that asked, so it must be
 * quick, and from many at once; what it throws is dropped.
 */
@FunctionalInterface
public interface Calls {
    /** Nobody counts. */
    Calls NONE = call -> {};

    /** A request is over. */
    void over(Call call);
}
