package io.mirrorexperiment.sandbox.prometheus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTextTest {
    /** From web/api/v1/json_codec_test.go and Go's strconv/ftoa_test.go (format 'f' or 'e', precision -1). */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "1.2, 1.2",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.2345e-5, 0.000012345",
        "1e-6, 0.000001",
        "1.2345e-7, 1.2345e-07",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "2e23, 2e+23",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "5e-324, 5e-324",
        "1.7976931348623157e308," + " 1.7976931348623157e+308",
        "9007199254740993, 9007199254740992",
        "-33909, -33909",
        "123456.789, 123456.789"
    })
    void writesNumbersAsGoDoes(double value, String text) {
        assertThat(GoText.value(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "500, 500.0", "0.5, 0.5", "Infinity, +Inf", "1e21, 1e+21", "0.00001, 1e-05"})
    void writesBoundsAsOpenMetricsDoes(double value, String text) {
        assertThat(GoText.openMetrics(value)).isEqualTo(text);
    }

    /** The expressions follow https://github.com/google/re2/wiki/Syntax. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "5..~503~true", "5..~1503~false", "a|b~b~true", "ab|cd~abd~false", "(?i)abc~ABC~true", "a{2}~aa~true",
                "a{,2}~a{,2}~true", "[[:digit:]]+~123~true", "[[]~[~true", "[a&&b]~&~true", "[^a]~b~true",
                        "\\d+\\.\\d~1.5~true",
                "(?P<x>a)(?:b)~ab~true", "x\\Q.*\\Ey~x.*y~true", "a$~a~true", "^a~a~true", "a.b~axb~true",
                        "\\pL+~äb~true",
                "}]~}]~true", "a*?~aaa~true", "[]a]~]~true", "[a-]~-~true"
            })
    void matchesAsRe2Does(String expression, String text, boolean matches) {
        assertThat(LabelRegex.compile(expression).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[a",
                "a**",
                "a*+",
                "*a",
                "(?=a)",
                "(?<!a)",
                "(a)\\1",
                "\\Z",
                "\\R",
                "a{1001}",
                "(?s:a)",
                "a{2}{3}",
                "\\",
                "[[:nope:]]",
                "[b-a]",
                "(?<x>a)(?<x>b)",
                "(?>a)"
            })
    void refusesWhatRe2RefusesAndWhatItIsNotSureOf(String expression) {
        assertThat(catchThrowable(() -> LabelRegex.compile(expression))).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void quotesTextAsGoDoes() {
        assertThat(GoText.quoted("\u20ac \"x\" \\ \n\t\u0001")).isEqualTo("\"\u20ac \\\"x\\\" \\\\ \\n\\t\\x01\"");
    }
}
