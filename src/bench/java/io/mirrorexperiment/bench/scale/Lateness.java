package io.mirrorexperiment.bench.scale;

import java.util.Arrays;

/** How late looks began, in milliseconds. Thread-safe. */
final class Lateness {
    private long[] seen = new long[1024];
    private int size;

    synchronized void add(long millis) {
        if (size == seen.length) {
            seen = Arrays.copyOf(seen, size * 2);
        }
        seen[size++] = millis;
    }

    synchronized int size() {
        return size;
    }

    /** How late the look was of which this share was not later. */
    synchronized long quantile(double share) {
        long[] sorted = Arrays.copyOf(seen, size);
        Arrays.sort(sorted);
        return size == 0 ? 0 : sorted[(int) Math.min(size - 1L, (long) (share * size))];
    }

    synchronized void clear() {
        size = 0;
    }
}
