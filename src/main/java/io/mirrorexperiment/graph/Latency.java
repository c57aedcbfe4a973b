package io.mirrorexperiment.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * How long requests took, in milliseconds; empty where nothing can be said.
 *
 * @param mean of all
 * @param p50 half of them were as fast or faster
 * @param p90 nine of ten
 * @param p95 nineteen of twenty
 * @param p99 99 of a hundred
 */
public record Latency(
        OptionalDouble mean, OptionalDouble p50, OptionalDouble p90, OptionalDouble p95, OptionalDouble p99) {
    /** Nothing is known. */
    public static final Latency UNKNOWN = new Latency(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    /** Checks. */
    public Latency {
        boolean sane = Stream.of(mean, p50, p90, p95, p99)
                .flatMapToDouble(OptionalDouble::stream)
                .allMatch(millis -> millis >= 0 && Double.isFinite(millis));
        if (!sane) {
            throw new IllegalArgumentException("a latency is a number of milliseconds, 0 or more");
        }
    }

    /**
     * What a cumulative histogram says, or rates of one.
     *
     * @param buckets by upper edge in milliseconds, the last endless
     * @param sum of all values
     */
    public static Latency of(SortedMap<Double, Double> buckets, OptionalDouble sum) {
        if (buckets.isEmpty() || buckets.lastKey() != Double.POSITIVE_INFINITY) {
            return UNKNOWN;
        }
        List<Bucket> rising = rising(buckets);
        double all = rising.get(rising.size() - 1).count();
        return all > 0
                ? new Latency(
                        sum.isPresent() && Double.isFinite(sum.getAsDouble() / all)
                                ? OptionalDouble.of(sum.getAsDouble() / all)
                                : OptionalDouble.empty(),
                        quantile(rising, .5),
                        quantile(rising, .9),
                        quantile(rising, .95),
                        quantile(rising, .99))
                : UNKNOWN;
    }

    private record Bucket(double edge, double count) {}

    /** Rates of buckets that were not scraped at quite the same time may fall by a hair. */
    private static List<Bucket> rising(SortedMap<Double, Double> buckets) {
        List<Bucket> rising = new ArrayList<>();
        double most = 0;
        for (var bucket : buckets.entrySet()) {
            most = Math.max(most, bucket.getValue());
            rising.add(new Bucket(bucket.getKey(), most));
        }
        return rising;
    }

    /**
     * Linear within a bucket, as Prometheus' {@code histogram_quantile}; in the endless one, its lower edge.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile">Prometheus: histogram_quantile</a>
     */
    private static OptionalDouble quantile(List<Bucket> rising, double share) {
        double rank = share * rising.get(rising.size() - 1).count();
        double lower = 0;
        double below = 0;
        for (Bucket bucket : rising) {
            if (bucket.count() >= rank && bucket.count() > 0) {
                double part = (rank - below) / Math.max(bucket.count() - below, Double.MIN_NORMAL);
                return OptionalDouble.of(
                        bucket.edge() == Double.POSITIVE_INFINITY ? lower : lower + (bucket.edge() - lower) * part);
            }
            lower = bucket.edge();
            below = bucket.count();
        }
        return OptionalDouble.empty();
    }
}
