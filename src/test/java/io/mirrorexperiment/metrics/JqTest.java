package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected: jq 1.6, but for what is no evidence. */
class JqTest {
    private static final String PROMETHEUS = ".data.result[0].value[1] | tonumber";

    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of(PROMETHEUS, answer("0.25"), 0.25),
                Arguments.of(PROMETHEUS, answer("1e-3"), 0.001),
                Arguments.of(".results[0] | .[] | tonumber", "{\"results\": [{\"average\": \"7\"}]}", 7.0),
                Arguments.of("[.[].v] | add / length", "[{\"v\": 1}, {\"v\": 2}]", 1.5));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void itFindsTheNumber(String expression, String answer, double number) throws Exception {
        assertThat(number(expression, answer)).isEqualTo(number);
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of(PROMETHEUS, answer("NaN"), "the jq expression"),
                Arguments.of(PROMETHEUS, answer("+Inf"), "the jq expression"),
                Arguments.of(PROMETHEUS, "{\"data\": {\"result\": []}}", "fails on the answer"),
                Arguments.of(PROMETHEUS, "[]", "fails on the answer"),
                Arguments.of(".a", "{\"a\": \"7\"}", "finds \"7\", which is no number"),
                Arguments.of(".a", "{}", "finds null"),
                Arguments.of(".a", "{\"a\": true}", "finds true, which is no number"),
                Arguments.of(".[]", "[1, 2]", "finds several values instead of one"),
                Arguments.of(".[]", "[]", "finds nothing"),
                Arguments.of(".a", "{\"a\": 1.7976931348623157e308}", "not finite"),
                Arguments.of("infinite", "{}", "not finite"),
                Arguments.of("nan", "{}", "not finite"),
                Arguments.of("def f: 1 + f; f", "{}", "fails on the answer"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void whateverElseItFindsIsOdd(String expression, String answer, String reason) {
        assertThatThrownBy(() -> number(expression, answer))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anExpressionThatIsNoneIsOdd() {
        assertThatThrownBy(() -> Jq.of(".a |"))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> number("nosuchfunction", "{}")).isInstanceOf(OddAnswerException.class);
    }

    private static String answer(String value) {
        return "{\"data\": {\"result\": [{\"value\": [1, \"" + value + "\"]}]}}";
    }

    private static double number(String expression, String answer) throws OddAnswerException, IOException {
        return Jq.of(expression).number(new ObjectMapper().readTree(answer));
    }
}
