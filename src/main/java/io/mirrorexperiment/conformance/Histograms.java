package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.stats.Buckets;
import io.mirrorexperiment.stats.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arithmetic of cumulative histograms. */
final class Histograms {
    private static final double ROUNDING = 1e-9;

    private Histograms() {}

    /** All values, which is the count of the last bucket; 0 without buckets. */
    static long count(Histogram histogram) {
        List<Bucket> buckets = histogram.buckets();
        return buckets.isEmpty() ? 0 : buckets.get(buckets.size() - 1).count();
    }

    /** Whether nothing at all was counted. */
    static boolean isIdle(Totals totals) {
        return totals.requests() == 0 && totals.bad() == 0 && count(totals.latency()) == 0;
    }

    /** Whether a counter of the histogram decreased, or its edges are others. A histogram that was not there is no restart. */
    static boolean restarted(Histogram old, Histogram now) {
        if (old.buckets().isEmpty()) {
            return false;
        }
        return !edges(old).equals(edges(now)) || now.sum() < old.sum() - rounding(old) || anyDecreased(old, now);
    }

    /** Sums are added up in floating point, by the proxies (Knative's lose a last digit now and then) and by the metrics system in any order. */
    private static double rounding(Histogram histogram) {
        return Math.abs(histogram.sum()) * ROUNDING;
    }

    /** The difference of two histograms with the same edges. */
    static Histogram minus(Histogram now, Histogram old) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < now.buckets().size(); i++) {
            Bucket bucket = now.buckets().get(i);
            buckets.add(new Bucket(
                    bucket.upperEdge(), bucket.count() - old.buckets().get(i).count()));
        }
        double sum = now.sum() - old.sum();
        return new Histogram(buckets, sum < 0 && -sum <= rounding(old) ? 0 : sum);
    }

    /** The sum at the edges that both have. */
    static Histogram plus(Histogram one, Histogram other) {
        Map<Double, Long> counts = new HashMap<>();
        other.buckets().forEach(bucket -> counts.put(bucket.upperEdge(), bucket.count()));
        List<Bucket> buckets = one.buckets().stream()
                .filter(bucket -> counts.containsKey(bucket.upperEdge()))
                .map(bucket ->
                        new Bucket(bucket.upperEdge(), bucket.count() + counts.getOrDefault(bucket.upperEdge(), 0L)))
                .toList();
        return new Histogram(buckets, one.sum() + other.sum());
    }

    /** What was added to a sum, at the edges that both have. */
    static Histogram since(Histogram before, Histogram after) {
        Map<Double, Long> counts = new HashMap<>();
        before.buckets().forEach(bucket -> counts.put(bucket.upperEdge(), bucket.count()));
        List<Bucket> buckets = after.buckets().stream()
                .filter(bucket -> counts.containsKey(bucket.upperEdge()))
                .map(bucket ->
                        new Bucket(bucket.upperEdge(), bucket.count() - counts.getOrDefault(bucket.upperEdge(), 0L)))
                .toList();
        return new Histogram(buckets, after.sum() - before.sum());
    }

    /** The smallest finite edge that is at least {@code limit}. */
    static Optional<Bucket> smallestFrom(Histogram histogram, double limit) {
        return histogram.buckets().stream()
                .filter(bucket -> bucket.upperEdge() >= limit && Double.isFinite(bucket.upperEdge()))
                .findFirst();
    }

    private static List<Double> edges(Histogram histogram) {
        return histogram.buckets().stream().map(Bucket::upperEdge).toList();
    }

    private static boolean anyDecreased(Histogram old, Histogram now) {
        for (int i = 0; i < now.buckets().size(); i++) {
            if (now.buckets().get(i).count() < old.buckets().get(i).count()) {
                return true;
            }
        }
        return false;
    }

    /** The edges and counts as evidence on quantiles takes them; of a histogram with buckets. */
    static Tail tail(Histogram histogram) {
        return new Tail(
                edges(histogram),
                histogram.buckets().stream().map(Bucket::count).toList());
    }

    /** The counts of each bucket alone, as evidence on means takes them. */
    static Buckets buckets(Histogram histogram) {
        List<Long> counts = new ArrayList<>();
        long before = 0;
        for (Bucket bucket : histogram.buckets()) {
            counts.add(bucket.count() - before);
            before = bucket.count();
        }
        return new Buckets(edges(histogram), counts, histogram.sum());
    }
}
