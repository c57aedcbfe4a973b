package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "1, 100 %",
        ".0031152, 0.31 %",
        ".05, 5 %",
        ".00001234, 0.0012 %",
        ".1, 10 %",
        ".12345, 12.34 %",
        ".0004, 0.04 %"
    })
    void writesShares(double share, String expected) {
        assertThat(Words.percent(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0 ms",
                "100; 100 ms",
                "87.34; 87.3 ms",
                "1250; 1,250 ms",
                "0.0123; 0.012 ms",
                "12345.67; 12,345.7 ms"
            })
    void writesDurations(double millis, String expected) {
        assertThat(Words.millis(millis)).isEqualTo(expected);
    }
}
