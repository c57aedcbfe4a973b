package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long the requests of both versions took: what part of each version's requests fell between two edges, for the edges that both
 * have. From the first to the last of them in which there is any; empty where a version has no histogram.
 *
 * @param bins in ascending order; neither the first nor the last is empty
 */
record LatencyShares(List<Bin> bins) {
    LatencyShares {
        bins = List.copyOf(bins);
    }

    /**
     * Between two edges.
     *
     * @param above in milliseconds, exclusive; 0 in the first bin
     * @param upTo in milliseconds, inclusive; infinite in the last bin of a histogram
     * @param live part of the live version's requests
     * @param dark part of the dark version's requests
     */
    record Bin(double above, double upTo, double live, double dark) {
        boolean isEmpty() {
            return live == 0 && dark == 0;
        }

        /** As in {@code 10–25 ms}. */
        String words() {
            return Double.isInfinite(upTo)
                    ? "over " + Numbers.plain(above) + " ms"
                    : Numbers.plain(above) + "–" + Numbers.plain(upTo) + " ms";
        }
    }

    static LatencyShares of(Totals live, Totals dark) {
        Map<Double, Long> counts = counts(live.latency());
        List<Bin> bins = new ArrayList<>();
        double above = 0;
        double liveBelow = 0;
        double darkBelow = 0;
        for (Bucket bucket : dark.latency().buckets()) {
            Long liveCount = counts.get(bucket.upperEdge());
            if (liveCount != null && liveCount <= all(live) && bucket.count() <= all(dark)) {
                double liveUpTo = part(liveCount, all(live));
                double darkUpTo = part(bucket.count(), all(dark));
                bins.add(new Bin(above, bucket.upperEdge(), liveUpTo - liveBelow, darkUpTo - darkBelow));
                above = bucket.upperEdge();
                liveBelow = liveUpTo;
                darkBelow = darkUpTo;
            }
        }
        return new LatencyShares(trimmed(bins));
    }

    boolean isEmpty() {
        return bins.isEmpty();
    }

    /** The greatest part in any bin. */
    double most() {
        return bins.stream()
                .mapToDouble(bin -> Math.max(bin.live(), bin.dark()))
                .max()
                .orElse(0);
    }

    private static Map<Double, Long> counts(Histogram histogram) {
        Map<Double, Long> counts = new HashMap<>();
        histogram.buckets().forEach(bucket -> counts.put(bucket.upperEdge(), bucket.count()));
        return counts;
    }

    private static long all(Totals totals) {
        List<Bucket> buckets = totals.latency().buckets();
        return buckets.isEmpty() ? 0 : buckets.get(buckets.size() - 1).count();
    }

    private static double part(long count, long all) {
        return all == 0 ? 0 : (double) count / all;
    }

    private static List<Bin> trimmed(List<Bin> bins) {
        int[] filled = IntStream.range(0, bins.size())
                .filter(i -> !bins.get(i).isEmpty())
                .toArray();
        return filled.length == 0 ? List.of() : bins.subList(filled[0], filled[filled.length - 1] + 1);
    }
}
