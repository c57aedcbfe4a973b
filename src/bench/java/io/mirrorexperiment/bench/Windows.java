package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;

/** Single intervals, as rules without a memory see them. */
final class Windows {
    private Windows() {}

    /** Whether there were requests, and the error rate among them is at most the limit. */
    static boolean within(Seen window, double limit) {
        return window.requests() > 0 && rate(window) <= limit;
    }

    /** The error rate; 0 without requests. */
    static double rate(Seen window) {
        return window.requests() == 0 ? 0 : (double) window.dark().bad() / window.requests();
    }
}
