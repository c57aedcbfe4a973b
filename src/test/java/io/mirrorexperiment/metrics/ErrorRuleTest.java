package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRuleTest {
    /** gRPC statuses of a server's errors: OpenTelemetry's semantic conventions for gRPC, section on server spans. */
    @ParameterizedTest(name = "response_code {0}, grpc_response_status {1}: bad {2}")
    @CsvSource({
        "200, '', false",
        "100, '', false",
        "302, '', false",
        "404, '', false",
        "429, '', false",
        "499, '', false",
        "500, '', true",
        "503, '', true",
        "599, '', true",
        "600, '', true",
        "0, '', true",
        "200, 0, false",
        "200, 1, false",
        "200, 2, true",
        "200, 3, false",
        "200, 4, true",
        "200, 5, false",
        "200, 6, false",
        "200, 7, false",
        "200, 8, false",
        "200, 9, false",
        "200, 10, false",
        "200, 11, false",
        "200, 12, true",
        "200, 13, true",
        "200, 14, true",
        "200, 15, true",
        "200, 16, false",
        "200, 17, true",
        "200, 99, true",
        "500, 0, true",
        "0, 0, true",
        "200, 02, true"
    })
    void tellsFailuresFromSuccesses(String code, String grpc, boolean bad) throws OddAnswerException {
        assertThat(ErrorRule.SERVER.isBad(sample(Map.of("response_code", code, "grpc_response_status", grpc))))
                .isEqualTo(bad);
    }

    @Test
    void takesAnAbsentGrpcStatusForPlainHttp() throws OddAnswerException {
        assertThat(ErrorRule.SERVER.isBad(sample(Map.of("response_code", "200"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "abc, ''",
        "2xx, ''",
        "20, ''",
        "2000, ''",
        "-1, ''",
        "00, ''",
        "200, OK",
        "200, -1",
        "200, 1.5",
        "500, Unknown"
    })
    void refusesLabelsThatAreNoStatus(String code, String grpc) {
        assertThatThrownBy(() ->
                        ErrorRule.SERVER.isBad(sample(Map.of("response_code", code, "grpc_response_status", grpc))))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining("is no");
    }

    @Test
    void refusesSeriesWhoseResponseCodeWasDropped() {
        assertThatThrownBy(() -> ErrorRule.SERVER.isBad(sample(Map.of("pod", "a"))))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining("without the label response_code");
    }

    private static Sample sample(Map<String, String> labels) {
        return new Sample(labels, "1");
    }

    @Test
    void iter8TakesEverythingThatIsNot2xxForAnErrorOnKnative() throws OddAnswerException {
        ErrorRule rule = new ErrorRule(true);

        assertThat(rule.isBad("204", "")).isFalse();
        assertThat(rule.isBad("302", "")).isTrue();
        assertThat(rule.isBad("404", "")).isTrue();
        assertThat(ErrorRule.SERVER.isBad("404", "")).isFalse();
    }

    @Test
    void whereNothingButSuccessIsGoodSoItIsWithGrpc() throws OddAnswerException {
        ErrorRule rule = new ErrorRule(true);

        assertThat(rule.isBad("200", "0")).isFalse();
        assertThat(rule.isBad("200", "")).isFalse();
        assertThat(rule.isBad("200", "5")).isTrue();
        assertThat(rule.isBad("200", "14")).isTrue();
    }
}
