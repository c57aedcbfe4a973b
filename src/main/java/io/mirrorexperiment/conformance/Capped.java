package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;

/**
 * Limits of the mean of {@code min(x, B)} for a cap {@code B}, which a histogram does not hold itself. With {@code c} values in a bucket
 * {@code (a, b]} and the sum {@code T} of all values, the total is at most
 *
 * <ul>
 *   <li>{@code Σ c·min(b, B)}: every value at its bucket's upper edge, or
 *   <li>{@code T − Σ c·max(0, a − B)}: what surely lies beyond the cap taken off the sum,
 * </ul>
 *
 * whichever is less. That is the least favourable way to place the values: {@code min(x, B)} grows with slope 1 below the cap and 0
 * above, so filling the room below the cap first makes the most of a given sum. It is at least the larger of {@code Σ c·min(a, B)} and
 * {@code T − Σ c·max(0, b − B)}.
 *
 * @param least the capped mean is at least this
 * @param most the capped mean is at most this
 */
record Capped(double least, double most) {
    /** Proxies estimate the sum from finer buckets of their own (Envoy: the middle of each), so it need not fit exactly. */
    private static final double TOLERANCE = 2;

    static Capped of(Histogram histogram, double cap) {
        Sums sums = Sums.of(histogram, cap);
        double count = (double) Histograms.count(histogram);
        double most = Math.max(0, Math.min(sums.atUpper(), histogram.sum() - sums.surelyBeyond())) / count;
        double least = Math.max(sums.atLower(), histogram.sum() - sums.perhapsBeyond()) / count;
        return new Capped(Math.min(least, most), most);
    }

    /** Whether the sum of a histogram can come from its buckets, give or take what a proxy estimates. */
    static boolean fits(Histogram histogram) {
        Sums sums = Sums.of(histogram, Double.POSITIVE_INFINITY);
        return histogram.sum() * TOLERANCE >= sums.atLower() && histogram.sum() <= sums.atUpper() * TOLERANCE;
    }

    private record Sums(double atLower, double atUpper, double surelyBeyond, double perhapsBeyond) {
        static Sums of(Histogram histogram, double cap) {
            Sums sums = new Sums(0, 0, 0, 0);
            double lower = 0;
            long below = 0;
            for (Bucket bucket : histogram.buckets()) {
                double upper = Math.max(0, bucket.upperEdge());
                sums = bucket.count() == below ? sums : sums.plus((double) (bucket.count() - below), lower, upper, cap);
                lower = upper;
                below = bucket.count();
            }
            return sums;
        }

        private Sums plus(double inside, double lower, double upper, double cap) {
            return new Sums(
                    atLower + inside * Math.min(lower, cap),
                    atUpper + inside * Math.min(upper, cap),
                    surelyBeyond + inside * beyond(lower, cap),
                    perhapsBeyond + inside * beyond(upper, cap));
        }

        private static double beyond(double edge, double cap) {
            return edge > cap ? edge - cap : 0;
        }
    }
}
