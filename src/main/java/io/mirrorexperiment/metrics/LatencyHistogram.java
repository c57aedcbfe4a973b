package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the classic latency histogram of one pod. Pure. */
final class LatencyHistogram {
    private LatencyHistogram() {}

    static Reading.Histogram read(List<Sample> samples, Sample sum) throws OddAnswerException {
        SortedMap<Double, Long> counts = new TreeMap<>();
        for (Sample sample : samples) {
            if (counts.putIfAbsent(edge(sample.label("le")), sample.count()) != null) {
                throw new OddAnswerException(
                        "two latency buckets with the edge " + SampleText.shown(sample.label("le")));
            }
        }
        return new Reading.Histogram(ascending(counts), sum.amount());
    }

    private static List<Reading.Bucket> ascending(SortedMap<Double, Long> counts) throws OddAnswerException {
        if (counts.isEmpty() || counts.lastKey() != Double.POSITIVE_INFINITY) {
            throw new OddAnswerException("a latency histogram without its +Inf bucket");
        }
        List<Reading.Bucket> buckets = new ArrayList<>();
        long below = 0;
        for (Map.Entry<Double, Long> bucket : counts.entrySet()) {
            if (bucket.getValue() < below) {
                throw new OddAnswerException("latency buckets that are not cumulative: " + bucket.getValue()
                        + " at most " + bucket.getKey() + " ms, but " + below + " below that");
            }
            below = bucket.getValue();
            buckets.add(new Reading.Bucket(bucket.getKey(), below));
        }
        return buckets;
    }

    /** The upper edge of a bucket, in milliseconds. */
    static double edge(String le) throws OddAnswerException {
        double edge = SampleText.number(le).orElse(Double.NaN);
        if (Double.isNaN(edge) || edge < 0) {
            throw new OddAnswerException("a latency bucket with the edge " + Questions.quoted(SampleText.shown(le))
                    + ", which is no number of milliseconds");
        }
        return edge + 0.0; // turns -0.0 into 0.0
    }
}
