package io.mirrorexperiment.conformance;

import static io.mirrorexperiment.conformance.Given.histogram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mirrorexperiment.experiment.Reading.Histogram;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    /**
     * Expected: Prometheus' own tests of {@code histogram_quantile(q, testhistogram_bucket)}, series {@code positive}
     * (promql/promqltest/testdata/histograms.test).
     */
    @ParameterizedTest
    @CsvSource({"0.2, 0.048", "0.5, 0.15", "0.8, 0.72"})
    void interpolatesAsPrometheusDoes(double quantile, double expected) {
        Histogram histogram = histogram(new double[] {.1, .2, 1, INFINITE}, 4, 5, 7, 11, 12);

        Measured.Value value = value(Latency.quantile(histogram, quantile));

        assertThat(value.shown()).isCloseTo(expected, within(1e-12));
        assertThat(value.open()).isFalse();
    }

    @Test
    void saysThatAQuantileLiesBeyondTheLastEdge() {
        Measured.Value value = value(Latency.quantile(histogram(9000, 0, 50, 80, 90, 100), .95));

        assertThat(value.shown()).isEqualTo(250);
        assertThat(value.open()).isTrue();
        assertThat(value.words()).isEqualTo("over 250 ms, the histogram's last edge (10 of 100 requests lie beyond)");
    }

    @Test
    void hasNoQuantileWithoutAFiniteEdge() {
        Histogram histogram = histogram(new double[] {INFINITE}, 40, 4);

        assertThat(Latency.quantile(histogram, .5)).isInstanceOf(Measured.Nothing.class);
    }

    @Test
    void dividesTheSumByTheCount() {
        Measured.Value value = value(Latency.mean(histogram(4000, 0, 50, 80, 90, 100), OptionalDouble.empty()));

        assertThat(value.shown()).isEqualTo(40);
        assertThat(value.words()).isEqualTo("40 ms on average over 100 requests");
    }

    @Test
    void cappingChangesNothingWhereNoRequestTookLonger() {
        Measured.Value value = value(Latency.mean(histogram(4000, 0, 50, 100, 100, 100), OptionalDouble.of(100)));

        assertThat(value.least()).isEqualTo(40);
        assertThat(value.most()).isEqualTo(40);
    }

    /** By hand: 90 requests of 10 to 50 ms and 10 of over 250 ms, each of which lies at least 150 ms beyond the cap. */
    @Test
    void takesWhatSurelyLiesBeyondTheCapOffTheSum() {
        Histogram few = histogram(3400, 0, 90, 90, 90, 100);

        Measured.Value value = value(Latency.mean(few, OptionalDouble.of(100)));

        assertThat(value.most()).isEqualTo((3400 - 10 * 150) / 100.0);
        assertThat(value.least()).isEqualTo((90 * 10 + 10 * 100) / 100.0);
    }

    @Test
    void putsEveryRequestAtItsUpperEdgeWhereThatIsLess() {
        Histogram heavy = histogram(30_590, 0, 90, 90, 90, 100);

        assertThat(value(Latency.mean(heavy, OptionalDouble.of(100))).most()).isEqualTo((90 * 50 + 10 * 100) / 100.0);
    }

    @Test
    void distrustsASumThatDoesNotFitTheBuckets() {
        assertThat(Latency.mean(histogram(1, 0, 0, 0, 100, 100), OptionalDouble.empty()))
                .isInstanceOf(Measured.Nothing.class);
    }

    private static Measured.Value value(Measured measured) {
        assertThat(measured).isInstanceOf(Measured.Value.class);
        return (Measured.Value) measured;
    }
}
