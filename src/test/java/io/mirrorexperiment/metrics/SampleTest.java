package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "17, 17", "17.0, 17", "1e3, 1000", "1.5e+1, 15", "9007199254740991, 9007199254740991"})
    void readsCounts(String text, long count) throws OddAnswerException {
        assertThat(sample(text).count()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, not finite",
        "+Inf, not finite",
        "-Inf, not finite",
        "Inf, not finite",
        "1e999, not finite",
        "-1, negative",
        "1.5, not a whole number",
        "1e-3, not a whole number",
        "9007199254740992, too large",
        "1e300, too large",
        "'', not a number",
        "abc, not a number",
        "0x10, not a number",
        "1d, not a number",
        "1f, not a number",
        "Infinity, not a number",
        "' 1', not a number",
        "1_000, not a number",
        "'1,5', not a number",
        "nan, not a number",
        ".5, not a number",
        "1., not a number",
        "1e99999, not a number"
    })
    void refusesWhatIsNoCount(String text, String why) {
        assertThatThrownBy(() -> sample(text).count())
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("pod=\"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "-0.5", "x"})
    void refusesWhatIsNoAmount(String text) {
        assertThatThrownBy(() -> sample(text).amount()).isInstanceOf(OddAnswerException.class);
    }

    @Test
    void readsAmountsWithFractions() throws OddAnswerException {
        assertThat(sample("12.25").amount()).isEqualTo(12.25);
    }

    @Test
    void showsHostileTextsWithoutControlCharactersAndNotAtLength() {
        assertThat(SampleText.shown("a\u001b[31m\nb" + "x".repeat(1000)))
                .startsWith("a [31m b")
                .hasSizeLessThan(310)
                .endsWith("…");
    }

    private static Sample sample(String text) {
        return new Sample(Map.of("pod", "a"), text);
    }
}
