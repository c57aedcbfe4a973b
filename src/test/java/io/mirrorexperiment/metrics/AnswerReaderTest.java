package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    @Test
    void readsAnInstantVector() throws OddAnswerException {
        String body = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"pod\":\"a\"},\"value\":[1435781451.781,\"17\"]},"
                + "{\"metric\":{},\"value\":[1435781451,\"NaN\"]}]}}";

        assertThat(AnswerReader.vector(bytes(body)).samples())
                .isEqualTo(List.of(new Sample(Map.of("pod", "a"), "17"), new Sample(Map.of(), "NaN")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"infos\":[\"slow\"]}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":[]}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":null}",
                "{\"status\":\"success\",\"isPartial\":false,\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
            })
    void readsAnEmptyVector(String body) throws OddAnswerException {
        assertThat(AnswerReader.vector(bytes(body)).samples()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is odd: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^ | the answer is empty",
                "<!DOCTYPE html><title>Sign in</title> | not JSON; it begins with <!DOCTYPE html>",
                "{\"status\":\"success\" | not JSON",
                "{\"status\":\"success\"} trailing | not JSON",
                "{\"status\":\"error\",\"status\":\"success\"} | not JSON",
                "null | no status \"success\"",
                "[] | no status \"success\"",
                "17 | no status \"success\"",
                "{} | no status \"success\"",
                "{\"status\":true} | no status \"success\"",
                "{\"status\":\"fine\"} | no status \"success\"",
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"} | bad_data: parse error",
                "{\"status\":\"error\"} | error: no reason given",
                "{\"status\":\"success\"} | no instant vector but nothing known",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} | no instant vector but matrix",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}} | no instant vector but scalar",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"}} | data.result is no list",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{}}} | data.result is no list",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":null}} | data.result is no list",
                "{\"status\":\"success\",\"warnings\":[\"store x down\"],\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
                        + "| with a warning: store x down",
                "{\"status\":\"success\",\"warnings\":\"w\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | with a warning",
                "{\"status\":\"success\",\"warnings\":[[]],\"data\":{\"resultType\":\"vector\",\"result\":[]}} | with a warning",
                "{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"vector\",\"result\":[]}} | partial",
                "{\"status\":\"success\",\"isPartial\":\"no\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | partial",
            })
    void refusesWhatIsNoInstantVector(String body, String why) {
        assertThatThrownBy(() -> AnswerReader.vector(bytes(body)))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest(name = "{0} is odd: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "null | not [time, \"number\"]",
                "1 | not [time, \"number\"]",
                "{} | not [time, \"number\"]",
                "{\"metric\":{}} | not [time, \"number\"]",
                "{\"metric\":{},\"value\":[1]} | not [time, \"number\"]",
                "{\"metric\":{},\"value\":[1,1]} | not [time, \"number\"]",
                "{\"metric\":{},\"value\":[1,null]} | not [time, \"number\"]",
                "{\"metric\":{},\"value\":[\"1\",\"1\"]} | not [time, \"number\"]",
                "{\"metric\":{},\"value\":[1,\"1\",2]} | not [time, \"number\"]",
                "{\"metric\":{},\"value\":{\"0\":1,\"1\":\"1\"}} | not [time, \"number\"]",
                "{\"metric\":{},\"values\":[[1,\"1\"]]} | not [time, \"number\"]",
                "{\"value\":[1,\"1\"]} | has no labels",
                "{\"metric\":[],\"value\":[1,\"1\"]} | has no labels",
                "{\"metric\":{\"pod\":1},\"value\":[1,\"1\"]} | label pod is no text",
                "{\"metric\":{\"pod\":null},\"value\":[1,\"1\"]} | label pod is no text",
                "{\"metric\":{},\"histogram\":[1,{\"count\":\"1\"}]} | native histogram",
            })
    void refusesElementsOfAnUnknownShape(String element, String why) {
        String body = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + element + "]}}";

        assertThatThrownBy(() -> AnswerReader.vector(bytes(body)))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageContaining(why);
    }

    @Test
    void repeatsPrometheusComplaintButNoOtherBody() {
        assertThat(AnswerReader.complaint(
                        bytes("{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"too slow\"}")))
                .contains("timeout: too slow");
        assertThat(AnswerReader.complaint(bytes("{\"message\":\"x\"}"))).isEmpty();
        assertThat(AnswerReader.complaint(bytes("<html>"))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
