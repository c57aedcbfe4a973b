package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    /** The first six are values in statuses that Iter8 wrote (iter8ctl, testdata/experiment3.yaml). */
    @ParameterizedTest
    @CsvSource({
        "1717.514124294, 1717514124294n", "308.75, 308750m", "0, 0", "197.5, 197500m", "55, 55", "3.3333333333, 3333333334n",
        "0.01, 10m", "0.0000005, 500n", "1000, 1k", "1500, 1500", "2000000, 2M", "-0.5, -500m", "1e-12, 1n"
    })
    void isWrittenAsTheApiServerWritesIt(double value, String text) {
        assertThat(Quantity.of(value)).isEqualTo(text);
    }
}
