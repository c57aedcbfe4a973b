package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts and their lengths are those of Go's own documentation and tests of {@code time.ParseDuration}. */
class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S", "5s, PT5S", "1h0m0s, PT1H", "1h15m30.918273645s, PT1H15M30.918273645S", "1.5h, PT1H30M", ".5s, PT0.5S",
        "1.s, PT1S", "+5s, PT5S", "12µs, PT0.000012S", "12us, PT0.000012S", "52763797000ns, PT52.763797S", "0.3333333333333333333h, PT20M"
    })
    void isReadAsGoReadsIt(String text, Duration length) {
        assertThat(GoDuration.read(text)).hasValueSatisfying(read -> assertThat(read)
                .isBetween(length.minusNanos(1), length.plusNanos(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "-5s", "s", ".", "-.", ".s", "1d", "5 s", "9223372036854775808ns", "3000000h"})
    void othersAreNone(String text) {
        assertThat(GoDuration.read(text)).isEmpty();
    }
}
