package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class BinomialProperties {
    @Property(tries = 300)
    void boundsEncloseTheShare(
            @ForAll @LongRange(min = 1, max = 1_000_000) long n,
            @ForAll @DoubleRange(max = 1) @Scale(6) double part,
            @ForAll @DoubleRange(min = 1e-9, max = 0.4) @Scale(12) double alpha) {
        long k = (long) (part * n);

        assertThat(Binomial.lower(k, n, alpha)).isBetween(0.0, (double) k / n);
        assertThat(Binomial.upper(k, n, alpha)).isBetween((double) k / n, 1.0);
    }

    @Property(tries = 300)
    void successesAndFailuresMirrorEachOther(
            @ForAll @LongRange(min = 1, max = 100_000) long n, @ForAll @DoubleRange(max = 1) @Scale(6) double part) {
        long k = (long) (part * n);

        assertThat(Binomial.lower(k, n, .01)).isCloseTo(1 - Binomial.upper(n - k, n, .01), within(1e-12));
    }

    @Property(tries = 300)
    void boundsRiseWithTheSuccesses(
            @ForAll @LongRange(min = 1, max = 100_000) long n,
            @ForAll @DoubleRange(max = 0.9999) @Scale(6) double part) {
        long k = (long) (part * n);

        assertThat(Binomial.lower(k, n, .01)).isLessThanOrEqualTo(Binomial.lower(k + 1, n, .01));
        assertThat(Binomial.upper(k, n, .01)).isLessThanOrEqualTo(Binomial.upper(k + 1, n, .01));
    }

    @Property(tries = 300)
    void aSmallerErrorMakesWiderBounds(
            @ForAll @LongRange(min = 1, max = 100_000) long n,
            @ForAll @DoubleRange(max = 1) @Scale(6) double part,
            @ForAll @DoubleRange(min = 1e-9, max = 0.2) @Scale(12) double alpha) {
        long k = (long) (part * n);

        assertThat(Binomial.lower(k, n, alpha)).isLessThanOrEqualTo(Binomial.lower(k, n, 2 * alpha));
        assertThat(Binomial.upper(k, n, alpha)).isGreaterThanOrEqualTo(Binomial.upper(k, n, 2 * alpha));
    }

    @Property(tries = 300)
    void bothTailsShareTheOneCountBetweenThem(
            @ForAll @LongRange(min = 1, max = 100_000_000) long n,
            @ForAll @DoubleRange(max = 1) @Scale(6) double part,
            @ForAll @DoubleRange(max = 1) @Scale(9) double p) {
        long k = (long) (part * n);

        double whole = Math.exp(Binomial.logAtMost(k, n, p)) + Math.exp(Binomial.logAtLeast(k + 1, n, p));

        assertThat(whole).isCloseTo(1, within(1e-11));
    }
}
