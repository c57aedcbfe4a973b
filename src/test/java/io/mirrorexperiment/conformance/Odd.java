package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Counters of arbitrary content, sound ones among them. */
final class Odd {
    private Odd() {}

    static Arbitrary<Totals> totals() {
        Arbitrary<Long> count = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(-1, 200)), Tuple.of(1, Arbitraries.longs()));
        Arbitrary<Long> bad = Arbitraries.longs().between(-1, 20);
        return Combinators.combine(count, bad, histograms())
                .as((requests, failed, latency) -> new Totals(requests, failed, latency, 0));
    }

    static Arbitrary<Histogram> histograms() {
        return Arbitraries.frequencyOf(Tuple.of(2, sound()), Tuple.of(1, anything()), Tuple.of(1, none()));
    }

    private static Arbitrary<Histogram> none() {
        return Arbitraries.just(Histogram.EMPTY);
    }

    private static Arbitrary<Histogram> sound() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 30).array(long[].class).ofSize(5),
                        Arbitraries.doubles().between(0, 200))
                .as((inside, average) -> {
                    for (int i = 1; i < inside.length; i++) {
                        inside[i] += inside[i - 1];
                    }
                    return Given.histogram(average * inside[4], inside);
                });
    }

    private static Arbitrary<Histogram> anything() {
        Arbitrary<Double> number = Arbitraries.of(
                Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -5.0, 0.0, 10.0, 50.0, 100.0, 250.0);
        Arbitrary<Bucket> bucket =
                Combinators.combine(number, Arbitraries.longs().between(-2, 40)).as(Bucket::new);
        return Combinators.combine(bucket.list().ofMaxSize(5), number).as(Histogram::new);
    }
}
