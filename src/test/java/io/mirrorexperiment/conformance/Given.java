package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Builds what the tests of this room start from. */
final class Given {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final double[] EDGES = {10, 50, 100, 250, Double.POSITIVE_INFINITY};

    private Given() {}

    /** A histogram with the edges 10, 50, 100, 250 and none. */
    static Histogram histogram(double sum, long... cumulative) {
        return histogram(EDGES, sum, cumulative);
    }

    static Histogram histogram(double[] edges, double sum, long... cumulative) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            buckets.add(new Bucket(edges[i], cumulative[i]));
        }
        return new Histogram(buckets, sum);
    }

    static Series series(int second, long requests, long bad, Histogram latency) {
        return new Series(START.plusSeconds(second), requests, bad, latency);
    }

    static Counters one(Series series) {
        return new Counters(Map.of("pod-a", series));
    }

    static Totals errors(long bad, long requests) {
        return new Totals(requests, bad, Histogram.EMPTY, 0);
    }

    static Totals latencies(double sum, long... cumulative) {
        return new Totals(cumulative[cumulative.length - 1], 0, histogram(sum, cumulative), 0);
    }

    static Objective atMost(String metric, double limit) {
        return objective(metric, new Limit.AtMost(limit));
    }

    static Objective atLeast(String metric, double limit) {
        return objective(metric, new Limit.AtLeast(limit));
    }

    static Objective overLive(String metric, double increase) {
        return objective(metric, new Limit.AtMostOverLive(increase));
    }

    static Objective capped(double limit, double cap) {
        return new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(limit), OptionalDouble.of(cap));
    }

    private static Objective objective(String metric, Limit limit) {
        return new Objective(Metric.named(metric).orElseThrow(), limit, OptionalDouble.empty());
    }
}
