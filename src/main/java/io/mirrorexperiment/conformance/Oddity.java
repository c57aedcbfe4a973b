package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import java.util.List;
import java.util.Optional;

/** Finds what cannot be true of counters, in words. */
final class Oddity {
    /** Above this a count that came as a floating-point number is no longer exact. */
    private static final long EXACT = 1L << 53;

    private Oddity() {}

    static Optional<String> of(Totals totals) {
        return of(totals.requests(), totals.bad(), totals.latency());
    }

    static Optional<String> of(Series series) {
        return of(series.requests(), series.bad(), series.latency());
    }

    /** What two samples of one series say of each other: a histogram that was there does not go away. */
    static Optional<String> between(Series old, Series now) {
        return !old.latency().buckets().isEmpty() && now.latency().buckets().isEmpty()
                ? Optional.of("its latency histogram is gone")
                : Optional.empty();
    }

    private static Optional<String> of(long requests, long bad, Histogram latency) {
        if (requests < 0 || bad < 0 || requests > EXACT) {
            return Optional.of("counts out of range: " + requests + " requests, " + bad + " failed");
        }
        if (bad > requests) {
            return Optional.of(
                    "more failed requests than requests: " + Words.count(bad) + " of " + Words.count(requests));
        }
        return ofHistogram(latency);
    }

    private static Optional<String> ofHistogram(Histogram histogram) {
        List<Bucket> buckets = histogram.buckets();
        if (!(histogram.sum() >= 0 && Double.isFinite(histogram.sum()))) {
            return Optional.of("the latency sum is no sum of durations: " + histogram.sum());
        }
        if (buckets.isEmpty()) {
            return Optional.empty();
        }
        if (buckets.get(buckets.size() - 1).upperEdge() != Double.POSITIVE_INFINITY) {
            return Optional.of("the latency histogram has no bucket without an upper edge");
        }
        return ofSteps(buckets);
    }

    private static Optional<String> ofSteps(List<Bucket> buckets) {
        double edge = Double.NEGATIVE_INFINITY;
        long count = 0;
        for (Bucket bucket : buckets) {
            if (!(bucket.upperEdge() > edge)) {
                return Optional.of("the edges of the latency histogram do not ascend at " + bucket.upperEdge());
            }
            if (bucket.count() < count || bucket.count() > EXACT) {
                return Optional.of("the latency histogram is not cumulative at edge " + bucket.upperEdge());
            }
            edge = bucket.upperEdge();
            count = bucket.count();
        }
        return Optional.empty();
    }
}
