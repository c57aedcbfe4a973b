package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An immutable view of one time series: its labels and its samples in order of time, staleness markers among them.
 *
 * <p>A staleness marker says "from here on this series is not there any more"; it is never handed out as a sample.
 */
public final class Series {
    /** The NaN that Prometheus keeps for staleness markers (model/value/value.go). */
    static final long STALE_BITS = 0x7ff0000000000002L;

    private final Labels labels;
    private final long[] times;
    private final long[] bits;
    private final int start;
    private final int end;

    Series(Labels labels, long[] times, long[] bits, int start, int end) {
        this.labels = labels;
        this.times = times;
        this.bits = bits;
        this.start = start;
        this.end = end;
    }

    /** The labels that name this series. */
    public Labels labels() {
        return labels;
    }

    /**
     * The newest sample at or before a time, if it is younger than the oldest acceptable time and no staleness marker.
     *
     * @param oldest milliseconds; a sample at exactly this time is still accepted
     */
    public Optional<Sample> latest(long oldest, long at) {
        int index = firstAfter(at) - 1;
        if (index < start || times[index] < oldest || bits[index] == STALE_BITS) {
            return Optional.empty();
        }
        return Optional.of(sample(index));
    }

    /** The samples from one time to another, both included; staleness markers are left out. */
    public List<Sample> between(long oldest, long newest) {
        List<Sample> found = new ArrayList<>();
        int stop = firstAfter(newest);
        for (int i = firstAfter(oldest - 1); i < stop; i++) {
            if (bits[i] != STALE_BITS) {
                found.add(sample(i));
            }
        }
        return found;
    }

    /** Whether any sample, markers included, lies between two times, both included. */
    public boolean touches(long oldest, long newest) {
        return firstAfter(oldest - 1) < firstAfter(newest);
    }

    private Sample sample(int index) {
        return new Sample(times[index], Double.longBitsToDouble(bits[index]));
    }

    private int firstAfter(long time) {
        int found = time == Long.MAX_VALUE ? end : Arrays.binarySearch(times, start, end, time + 1);
        return found < 0 ? -found - 1 : found;
    }
}
