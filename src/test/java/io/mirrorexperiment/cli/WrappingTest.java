package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {
    @Test
    void textThatFitsStaysInOneLine() {
        assertThat(Wrapping.lines("one two", 30)).containsExactly("one two");
        assertThat(Wrapping.lines("", 0)).containsExactly("");
    }

    @Test
    void aLongWordMakesRoomForTheOthers() {
        assertThat(Wrapping.lines("95th-percentile-tail-latency-of-all (ms) by version", 30))
                .containsExactly("95th-percentile-tail-latency-of-all", "(ms) by version");
    }
}
