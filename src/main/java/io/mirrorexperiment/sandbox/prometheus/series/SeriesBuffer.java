package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.Arrays;

/**
 * The samples of one series while it is written. Not thread-safe; views stay true because slots that a view can see are
 * never written again.
 */
final class SeriesBuffer {
    private static final int FIRST_CAPACITY = 16;

    private final Labels labels;
    private long[] times = new long[FIRST_CAPACITY];
    private long[] bits = new long[FIRST_CAPACITY];
    private int start;
    private int end;

    SeriesBuffer(Labels labels) {
        this.labels = labels;
    }

    Appended append(long at, long valueBits) {
        if (end > start && at <= times[end - 1]) {
            boolean same = at == times[end - 1] && valueBits == bits[end - 1];
            return same ? Appended.REPEATED : Appended.OUT_OF_ORDER;
        }
        makeRoom();
        times[end] = at;
        bits[end] = valueBits;
        end++;
        return Appended.ADDED;
    }

    private void makeRoom() {
        if (end == times.length) {
            int capacity = Math.max(FIRST_CAPACITY, 2 * (end - start));
            times = Arrays.copyOf(Arrays.copyOfRange(times, start, end), capacity);
            bits = Arrays.copyOf(Arrays.copyOfRange(bits, start, end), capacity);
            end -= start;
            start = 0;
        }
    }

    /** Lets go of samples before a time; says whether nothing is left. */
    boolean forget(long before) {
        while (start < end && times[start] < before) {
            start++;
        }
        return start == end;
    }

    Series view() {
        return new Series(labels, times, bits, start, end);
    }
}
