package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cumulative buckets of one classic histogram and the quantile by linear interpolation inside one of them
 * (promql/quantile.go, BucketQuantile).
 */
final class Buckets {
    private static final double SMALL_DELTA = 1e-12;

    private final List<Bucket> buckets;
    private final boolean forcedMonotonic;

    /** A bucket's inclusive upper bound and how many observations are at or below it. */
    record Bucket(double upperBound, double count) {}

    /** Buckets in any order, at least one. */
    Buckets(List<Bucket> given) {
        List<Bucket> merged = merged(given);
        this.buckets = monotonic(merged);
        this.forcedMonotonic = needsForce(merged);
    }

    /** Whether counts that decreased by more than rounding had to be levelled. */
    boolean forcedMonotonic() {
        return forcedMonotonic && endsInInfinity();
    }

    double quantile(double q) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double observations = last().count();
        boolean countable = endsInInfinity() && buckets.size() > 1 && observations != 0;
        return countable ? interpolated(q * observations) : Double.NaN;
    }

    private double interpolated(double rank) {
        int index = indexOf(rank);
        if (index == buckets.size() - 1) {
            return buckets.get(index - 1).upperBound();
        }
        Bucket bucket = buckets.get(index);
        if (index == 0 && bucket.upperBound() <= 0) {
            return bucket.upperBound();
        }
        double lowerBound = index == 0 ? 0 : buckets.get(index - 1).upperBound();
        double below = index == 0 ? 0 : buckets.get(index - 1).count();
        double share = (rank - below) / (bucket.count() - below);
        return lowerBound + (bucket.upperBound() - lowerBound) * share;
    }

    private int indexOf(double rank) {
        int index = 0;
        while (index < buckets.size() - 1 && !(buckets.get(index).count() >= rank)) {
            index++;
        }
        return index;
    }

    private boolean endsInInfinity() {
        return last().upperBound() == Double.POSITIVE_INFINITY;
    }

    private Bucket last() {
        return buckets.get(buckets.size() - 1);
    }

    private static List<Bucket> merged(List<Bucket> given) {
        List<Bucket> sorted = given.stream()
                .sorted(Comparator.comparingDouble(Bucket::upperBound))
                .toList();
        List<Bucket> merged = new ArrayList<>();
        for (Bucket bucket : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).upperBound() == bucket.upperBound()) {
                merged.set(
                        last, new Bucket(bucket.upperBound(), merged.get(last).count() + bucket.count()));
            } else {
                merged.add(bucket);
            }
        }
        return merged;
    }

    private static List<Bucket> monotonic(List<Bucket> merged) {
        List<Bucket> levelled = new ArrayList<>();
        double previous = merged.get(0).count();
        for (Bucket bucket : merged) {
            boolean level = bucket.count() < previous || nearlyEqual(previous, bucket.count());
            previous = level ? previous : bucket.count();
            levelled.add(new Bucket(bucket.upperBound(), previous));
        }
        return levelled;
    }

    private static boolean needsForce(List<Bucket> merged) {
        double previous = merged.get(0).count();
        for (Bucket bucket : merged) {
            boolean near = nearlyEqual(previous, bucket.count());
            if (bucket.count() < previous && !near) {
                return true;
            }
            previous = near ? previous : bucket.count();
        }
        return false;
    }

    /** util/almost/almost.go. */
    private static boolean nearlyEqual(double one, double other) {
        if (one == other) {
            return true;
        }
        double sum = Math.abs(one) + Math.abs(other);
        double difference = Math.abs(one - other);
        if (one == 0 || other == 0 || sum < Double.MIN_NORMAL) {
            return difference < SMALL_DELTA * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < SMALL_DELTA;
    }
}
