package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {
    /**
     * Expected: scipy 1.17.1, {@code beta.ppf(a, k, n-k+1)} and {@code beta.ppf(1-a, k+1, n-k)}; for 37 of 10⁹, where scipy has eight
     * digits only, mpmath 1.4 with 50 digits, bisecting {@code sum(binomial(n,i)*p**i*(1-p)**(n-i) for i in range(k+1))}.
     */
    @ParameterizedTest(name = "{0} of {1} at {2}")
    @CsvSource({
        "4, 1284, .01, 0.0006417036112822212, 0.009011140302265748",
        "1, 10, .025, 0.0025285785444617848, 0.4450161170281954",
        "5, 10, .025, 0.18708602844739855, 0.8129139715526015",
        "9, 10, .025, 0.5549838829718047, 0.9974714214555382",
        "1, 2, .05, 0.02532056551910361, 0.9746794344808963",
        "18, 4000, .05, 0.002910530154115793, 0.0066656903286126876",
        "121, 12000, .0005, 0.007346789295116948, 0.013447872661540005",
        "1, 1000000, .01, 1.0050335802996816e-08, 6.638333353341804e-06",
        "500000, 1000000, .0005, 0.498354241502883, 0.501645758497117",
        "37, 1000000000, .01, 2.43328627353805267e-8, 5.37912719386941795e-8",
        "10000000, 1000000000, .01, 0.009992681748608408, 0.01000732211423708",
        "999999999, 1000000000, .01, 0.9999999933616479, 0.9999999999899497"
    })
    void agreesWithScipyOnBounds(long k, long n, double alpha, double lower, double upper) {
        assertThat(Binomial.lower(k, n, alpha)).isCloseTo(lower, relative(lower));
        assertThat(Binomial.upper(k, n, alpha)).isCloseTo(upper, relative(upper));
    }

    /**
     * Expected: scipy 1.17.1, {@code binom.logcdf(k, n, p)} and {@code binom.logsf(k-1, n, p)}; for 10⁹ mpmath 1.4 with 60 digits, summing
     * the density from {@code k} on.
     */
    @ParameterizedTest(name = "{0} of {1} at {2}")
    @CsvSource({
        "514, 1284, .4, -0.6516256858075743, -0.6901224576541899",
        "450, 1284, .4, -8.82492981311965, -0.00011735169190231513",
        "600, 1284, .4, -4.4644803061529043e-07, -14.336743646805967",
        "0, 100, .1, -10.53605156578263, 0.0",
        "3, 1000000, .00001, -4.572143051496337, -0.0027731465355233906",
        "400000, 1000000, .401, -3.8778318989963623, -0.0208091494693064",
        "400100000, 1000000000, .4, -5.4139100093794105477e-11, -23.639038235221239195"
    })
    void agreesWithScipyOnTails(long k, long n, double p, double atMost, double atLeast) {
        assertThat(Binomial.logAtMost(k, n, p)).isCloseTo(atMost, relative(atMost));
        assertThat(Binomial.logAtLeast(k, n, p)).isCloseTo(atLeast, relative(atLeast));
    }

    @Test
    void isExactWhereNothingOrEverythingHappened() {
        assertThat(Binomial.lower(0, 459, .01)).isZero();
        assertThat(Binomial.upper(0, 459, .01)).isEqualTo(-Math.expm1(Math.log(.01) / 459));
        assertThat(Binomial.lower(459, 459, .01)).isEqualTo(Math.exp(Math.log(.01) / 459));
        assertThat(Binomial.upper(459, 459, .01)).isOne();
    }

    @Test
    void knowsThatNoTrialTellsNothing() {
        assertThat(Binomial.lower(0, 0, .01)).isZero();
        assertThat(Binomial.upper(0, 0, .01)).isOne();
    }

    @Test
    void givesTheChanceOfNone() {
        assertThat(Binomial.logProbabilityOfNone(100, .1)).isCloseTo(100 * Math.log(.9), within(1e-12));
        assertThat(Binomial.logProbabilityOfNone(0, 1)).isZero();
        assertThat(Binomial.logProbabilityOfNone(1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Binomial.logProbabilityOfNone(1_000_000_000, 1e-12)).isCloseTo(-1e-3, within(1e-15));
    }

    @Test
    void knowsCertainAndImpossibleTails() {
        assertThat(Binomial.logAtLeast(0, 10, 0)).isZero();
        assertThat(Binomial.logAtLeast(1, 10, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Binomial.logAtLeast(10, 10, 1)).isZero();
        assertThat(Binomial.logAtLeast(11, 10, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Binomial.logAtMost(-1, 10, .5)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Binomial.logAtMost(9, 10, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Binomial.logAtMost(10, 10, 1)).isZero();
    }

    @Test
    void refusesWhatIsNoCountOrChance() {
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.lower(-1, 10, .01));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.upper(11, 10, .01));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.upper(1, 10, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.lower(1, 10, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.logAtMost(1, 10, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Binomial.logProbabilityOfNone(-1, .5));
    }

    private static Offset<Double> relative(double value) {
        return within(1e-9 * Math.max(1e-12, Math.abs(value)));
    }
}
