package io.mirrorexperiment.experiment;

/**
 * What one version did in a span of time: increments of its counters, added up over pods after differencing.
 *
 * @param requests finished requests
 * @param bad failed ones among them
 * @param latency how long they took, in milliseconds
 * @param restarts how often a counter started again; what died with a pod is not in the totals
 */
public record Totals(long requests, long bad, Reading.Histogram latency, int restarts) {
    /** Nothing yet. */
    public static final Totals NONE = new Totals(0, 0, Reading.Histogram.EMPTY, 0);
}
