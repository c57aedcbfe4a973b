package io.mirrorexperiment.metrics;

/**
 * Hears of every question to a metrics system, once it is over; for counting, never to decide. Called from many threads at once, so it must
 * be quick; what it throws is dropped. Pods that are asked through the API server are not among them.
 */
@FunctionalInterface
public interface Calls {
    /** Nobody counts. */
    Calls NONE = call -> {};

    /** A question is over. */
    void over(Call call);
}
