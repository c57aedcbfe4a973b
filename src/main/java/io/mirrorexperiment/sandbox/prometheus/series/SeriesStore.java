package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All series of one server, bounded in number and, by {@link #forget}, in age. Thread-safe.
 *
 * <p>Readers take a {@link #snapshot}; it costs one small object per series and does not change any more.
 */
public final class SeriesStore {
    private final Map<Labels, SeriesBuffer> buffers = new TreeMap<>();
    private final int mostSeries;

    /**
     * An empty store.
     *
     * @param mostSeries how many series it may hold at once
     */
    public SeriesStore(int mostSeries) {
        this.mostSeries = mostSeries;
    }

    /** Stores a sample of the named series. */
    public Appended append(Labels labels, Sample sample) {
        double value = sample.value();
        return append(labels, sample.at(), Double.isNaN(value) ? NAN_BITS : Double.doubleToRawLongBits(value));
    }

    /** Marks the named series as gone from a time on; nothing happens if there is no such series. */
    public synchronized void markStale(Labels labels, long at) {
        SeriesBuffer buffer = buffers.get(labels);
        if (buffer != null) {
            buffer.append(at, Series.STALE_BITS);
        }
    }

    /** Lets go of everything older than a time, in milliseconds. */
    public synchronized void forget(long before) {
        buffers.values().removeIf(buffer -> buffer.forget(before));
    }

    /** Everything that is stored now, in order of labels. */
    public synchronized Snapshot snapshot() {
        List<Series> views = new ArrayList<>(buffers.size());
        buffers.values().forEach(buffer -> views.add(buffer.view()));
        return new Snapshot(views);
    }

    private static final long NAN_BITS = 0x7ff8000000000001L;

    private synchronized Appended append(Labels labels, long at, long bits) {
        SeriesBuffer buffer = buffers.get(labels);
        if (buffer == null) {
            if (buffers.size() >= mostSeries) {
                return Appended.STORE_FULL;
            }
            buffer = new SeriesBuffer(labels);
            buffers.put(labels, buffer);
        }
        return buffer.append(at, bits);
    }
}
