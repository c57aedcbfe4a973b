package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;

/** Counts durations in buckets that are 2 % wide, from 10 µs to some minutes; quantiles are as exact. Thread-safe. */
final class LatencySketch {
    private static final double FIRST_NANOS = 10_000;
    private static final double WIDTH = Math.log(1.02);

    private final long[] buckets = new long[1000];
    private long total;

    synchronized void add(long nanos) {
        double place = Math.ceil(Math.log(Math.max(1, nanos / FIRST_NANOS)) / WIDTH);
        buckets[(int) Math.min(buckets.length - 1, place)]++;
        total++;
    }

    /** The upper edge of the bucket in which the quantile lies; zero if nothing was counted. */
    synchronized Duration quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long upTo = 0;
        for (int i = 0; i < buckets.length; i++) {
            upTo += buckets[i];
            if (upTo >= rank) {
                return Duration.ofNanos(Math.round(FIRST_NANOS * Math.exp(i * WIDTH)));
            }
        }
        return Duration.ZERO;
    }
}
