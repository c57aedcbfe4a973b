package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import java.util.List;
import java.util.OptionalDouble;

/** Mean and quantiles of a cumulative histogram of durations that has at least one value. */
final class Latency {
    private Latency() {}

    /**
     * The mean, which is exact without a cap: sum over count. With one, {@link Capped} has two limits of it; the upper one is shown. A
     * sum that is far from what the buckets allow gives no value.
     */
    static Measured mean(Histogram histogram, OptionalDouble cap) {
        long count = Histograms.count(histogram);
        if (!Capped.fits(histogram)) {
            return new Measured.Nothing("a latency sum that does not fit its buckets");
        }
        String words = " over " + Words.count(count, "request");
        double mean = histogram.sum() / count;
        if (cap.isEmpty()) {
            return Measured.Value.exact(mean, Words.millis(mean) + " on average" + words);
        }
        Capped capped = Capped.of(histogram, cap.getAsDouble());
        return new Measured.Value(
                capped.most(),
                capped.least(),
                capped.most(),
                "at most " + Words.millis(capped.most()) + " on average, capped at " + Words.millis(cap.getAsDouble())
                        + words);
    }

    /**
     * The quantile as Prometheus' {@code histogram_quantile} has it: linear between the edges of the bucket in which the rank {@code
     * q·count} lies, from 0 in the first one. A rank in the bucket without an upper edge gives the last finite edge; then all that is
     * known is that the quantile lies above it.
     */
    static Measured quantile(Histogram histogram, double quantile) {
        List<Bucket> buckets = histogram.buckets();
        int last = buckets.size() - 1;
        if (last == 0) {
            return new Measured.Nothing("the latency histogram has no finite edge");
        }
        double rank = quantile * Histograms.count(histogram);
        int at = 0;
        while (at < last && buckets.get(at).count() < rank) {
            at++;
        }
        return at == last ? beyond(histogram) : within(histogram, at, rank);
    }

    private static Measured beyond(Histogram histogram) {
        long count = Histograms.count(histogram);
        Bucket edge = histogram.buckets().get(histogram.buckets().size() - 2);
        return new Measured.Value(
                edge.upperEdge(),
                edge.upperEdge(),
                Double.POSITIVE_INFINITY,
                "over " + Words.millis(edge.upperEdge()) + ", the histogram's last edge ("
                        + Words.count(count - edge.count()) + " of " + Words.count(count, "request") + " lie beyond)");
    }

    private static Measured within(Histogram histogram, int at, double rank) {
        Bucket bucket = histogram.buckets().get(at);
        double value = at == 0 && bucket.upperEdge() <= 0 ? bucket.upperEdge() : interpolated(histogram, at, rank);
        return Measured.Value.exact(
                value, Words.millis(value) + " over " + Words.count(Histograms.count(histogram), "request"));
    }

    private static double interpolated(Histogram histogram, int at, double rank) {
        Bucket bucket = histogram.buckets().get(at);
        double start = at == 0 ? 0 : histogram.buckets().get(at - 1).upperEdge();
        long below = at == 0 ? 0 : histogram.buckets().get(at - 1).count();
        return start + (bucket.upperEdge() - start) * ((rank - below) / (bucket.count() - below));
    }
}
