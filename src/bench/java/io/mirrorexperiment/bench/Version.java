package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A dark version whose true rates are known. */
interface Version {
    /** The upper edges of Istio's latency histogram, in milliseconds, as far as they matter here. */
    List<Double> EDGES = List.of(
            .5,
            1.0,
            5.0,
            10.0,
            25.0,
            50.0,
            100.0,
            250.0,
            500.0,
            1000.0,
            2500.0,
            5000.0,
            10000.0,
            Double.POSITIVE_INFINITY);

    /** What it does between two looks, look after look. */
    Supplier<Seen> run(SplittableRandom chance);

    /** The same number of requests at each look. */
    static Version failing(int requests, double share) {
        Dice failures = Dice.binomial(requests, share);
        return chance -> () -> seen(requests, failures.roll(chance), Histogram.EMPTY);
    }

    /** Requests as independent users send them. */
    static Version called(double requests, double share) {
        Dice good = Dice.poisson(requests * (1 - share));
        Dice bad = Dice.poisson(requests * share);
        return chance -> () -> {
            int failed = bad.roll(chance);
            return seen(good.roll(chance) + failed, failed, Histogram.EMPTY);
        };
    }

    /** Requests as independent users send them, of which a share takes longer than an edge of the histogram. */
    static Version slow(double requests, double share, double edge) {
        Dice fast = Dice.poisson(requests * (1 - share));
        Dice slow = Dice.poisson(requests * share);
        return chance -> () -> {
            int within = fast.roll(chance);
            int all = within + slow.roll(chance);
            Histogram histogram = new Histogram(
                    List.of(new Bucket(edge, within), new Bucket(Double.POSITIVE_INFINITY, all)), all * edge);
            return seen(all, 0, histogram);
        };
    }

    /** Requests with a latency each; failures are independent of it. */
    static Version timed(int requests, double share, ToDoubleFunction<SplittableRandom> millis) {
        Dice failures = Dice.binomial(requests, share);
        return chance -> () -> seen(requests, failures.roll(chance), histogram(requests, chance, millis));
    }

    /**
     * Live requests and their twins.
     *
     * @param dark share of dark failures
     * @param live share of live failures
     * @param both share of pairs of which both fail
     */
    static Version twins(int pairs, double dark, double live, double both) {
        return chance -> () -> twins(pairs, dark, live, both, chance);
    }

    /** Independent requests on both sides, not equally many. */
    static Version sides(int dark, double darkShare, int live, double liveShare) {
        Dice darkFailures = Dice.binomial(dark, darkShare);
        Dice liveFailures = Dice.binomial(live, liveShare);
        return chance -> () -> new Seen(
                new Totals(dark, darkFailures.roll(chance), Histogram.EMPTY, 0),
                new Totals(live, liveFailures.roll(chance), Histogram.EMPTY, 0));
    }

    private static Seen seen(int requests, int bad, Histogram histogram) {
        return new Seen(new Totals(requests, bad, histogram, 0), Totals.NONE);
    }

    private static Seen twins(int count, double dark, double live, double both, SplittableRandom chance) {
        int[] kinds = new int[4];
        for (int i = 0; i < count; i++) {
            double u = chance.nextDouble();
            kinds[u < both ? 0 : u < dark ? 1 : u < dark + live - both ? 2 : 3]++;
        }
        return new Seen(
                new Totals(count, kinds[0] + kinds[1], Histogram.EMPTY, 0),
                new Totals(count, kinds[0] + kinds[2], Histogram.EMPTY, 0),
                new Pairs(kinds[0], kinds[1], kinds[2], kinds[3]));
    }

    private static Histogram histogram(
            int requests, SplittableRandom chance, ToDoubleFunction<SplittableRandom> millis) {
        long[] counts = new long[EDGES.size()];
        double sum = 0;
        for (int i = 0; i < requests; i++) {
            double taken = millis.applyAsDouble(chance);
            sum += taken;
            int edge = 0;
            while (EDGES.get(edge) < taken) {
                edge++;
            }
            counts[edge]++;
        }
        List<Bucket> buckets = new ArrayList<>();
        long within = 0;
        for (int edge = 0; edge < counts.length; edge++) {
            within += counts[edge];
            buckets.add(new Bucket(EDGES.get(edge), within));
        }
        return new Histogram(buckets, sum);
    }
}
