package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\u009b", "\u001b[", "\t", "\u0000", "\u202e", "\u200b"
            })
    void whatMovesTheCursorBecomesASpace(String trick) {
        assertThat(Clean.line("live" + trick + "dark")).matches("live \\[?dark");
    }
}
