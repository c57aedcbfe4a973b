package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTest {
    /** As Envoy 1.40 told on the test bed of 36 requests that a timeout of 2 s had ended: 18 × 1948.718 + 18 × 2048.780 = 71954.97. */
    @ParameterizedTest
    @CsvSource({
        "0.9, 0",
        "1, 1.047619",
        "9, 9.049724",
        "10.7, 10.476190",
        "100, 104.761905",
        "1999, 1948.717949",
        "2000, 2048.780488"
    })
    void aTimeCountsAsTheMiddleOfItsBucketOfTwoDigits(double millis, double told) {
        assertThat(Histogram.asEnvoyTells(Math.round(millis * 1e6))).isCloseTo(told, within(1e-6));
    }
}
