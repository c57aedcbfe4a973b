package io.mirrorexperiment.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a metrics system answered to one question. */
public sealed interface Reading {
    /**
     * Cumulative counters, series by series (one for each pod and its restarts).
     *
     * @param series by an identity that stays the same while the pod lives
     */
    record Counters(Map<String, Series> series) implements Reading {
        /** Copies. */
        public Counters {
            series = Map.copyOf(series);
        }
    }

    /**
     * A value without memory.
     *
     * @param at when it was sampled
     * @param value finite
     */
    record Gauge(Instant at, double value) implements Reading {}

    /**
     * The system answered in full and knows no such series; what it may know later counts from zero.
     *
     * @param reason what was asked for, in words for a person
     */
    record Absent(String reason) implements Reading {}

    /**
     * No usable answer; never a zero.
     *
     * @param reason what was odd, in words for a person
     */
    record Missing(String reason) implements Reading {}

    /**
     * The counters of one series.
     *
     * @param sampledAt time-stamp of its newest sample
     * @param requests all requests since the series began
     * @param bad failed ones among them
     * @param latency how long they took, in milliseconds
     */
    record Series(Instant sampledAt, long requests, long bad, Histogram latency) {}

    /**
     * A cumulative histogram as Prometheus has it.
     *
     * @param buckets by upper edge, ascending, the last edge infinite; empty if the system has none
     * @param sum of all values
     */
    record Histogram(List<Bucket> buckets, double sum) {
        /** Nothing counted, no edges. */
        public static final Histogram EMPTY = new Histogram(List.of(), 0);

        /** Copies. */
        public Histogram {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * One bucket.
     *
     * @param upperEdge inclusive
     * @param count values at most {@code upperEdge}
     */
    record Bucket(double upperEdge, long count) {}
}
