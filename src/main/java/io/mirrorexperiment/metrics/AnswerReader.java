package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON of Prometheus' HTTP API, {@code /api/v1/query}. Pure; stricter than the usual clients: twice the same key,
 * something after the end, warnings, and anything but an instant vector are odd.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus: HTTP API</a>
 */
final class AnswerReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AnswerReader() {}

    /** The vector in the body of an answer with status 200. */
    static Answer.Vector vector(byte[] body) throws OddAnswerException {
        JsonNode answer = tree(body);
        String status = answer.path("status").asText();
        if (!answer.path("status").isTextual() || !status.equals("success")) {
            throw new OddAnswerException(
                    status.equals("error")
                            ? "refused the query, " + error(answer)
                            : "the answer has no status \"success\", so this is not Prometheus' query API");
        }
        refusePartial(answer);
        return vector(answer.path("data"));
    }

    /** What the body of an answer with another status says, if it says it in Prometheus' way. */
    static Optional<String> complaint(byte[] body) {
        return json(body).filter(answer -> answer.path("error").isTextual()).map(AnswerReader::error);
    }

    /** The body of an answer, whoever gave it. */
    static JsonNode tree(byte[] body) throws OddAnswerException {
        return json(body).orElseThrow(() -> notJson(body));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static void refusePartial(JsonNode answer) throws OddAnswerException {
        JsonNode warnings = answer.path("warnings");
        boolean none = warnings.isMissingNode() || warnings.isNull() || (warnings.isArray() && warnings.isEmpty());
        if (!none) {
            String first = warnings.path(0).asText(warnings.toString());
            throw new OddAnswerException(
                    "the answer may be partial, it came with a warning: " + SampleText.shown(first));
        }
        // VictoriaMetrics says it this way.
        JsonNode partial = answer.path("isPartial");
        if (!partial.isMissingNode() && (!partial.isBoolean() || partial.booleanValue())) {
            throw new OddAnswerException("the answer is partial (isPartial): some storage nodes did not answer");
        }
    }

    private static Answer.Vector vector(JsonNode data) throws OddAnswerException {
        if (!data.path("resultType").asText().equals("vector")) {
            throw new OddAnswerException("the answer is no instant vector but "
                    + SampleText.shown(data.path("resultType").asText("nothing known")));
        }
        if (!data.path("result").isArray()) {
            throw shape("data.result is no list");
        }
        List<Sample> samples = new ArrayList<>();
        for (JsonNode element : data.path("result")) {
            samples.add(sample(element));
        }
        return new Answer.Vector(samples);
    }

    private static Sample sample(JsonNode element) throws OddAnswerException {
        if (element.has("histogram")) {
            throw shape("it holds a native histogram; only classic ones, with buckets, can be judged");
        }
        JsonNode value = element.path("value");
        if (value.size() != 2 || !value.path(0).isNumber() || !value.path(1).isTextual()) {
            throw shape("a value is not [time, \"number\"]");
        }
        return new Sample(labels(element.path("metric")), value.path(1).textValue());
    }

    private static Map<String, String> labels(JsonNode metric) throws OddAnswerException {
        if (!metric.isObject()) {
            throw shape("a series has no labels");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : metric.properties()) {
            if (!label.getValue().isTextual()) {
                throw shape("the label " + SampleText.shown(label.getKey()) + " is no text");
            }
            labels.put(label.getKey(), label.getValue().textValue());
        }
        return labels;
    }

    private static String error(JsonNode answer) {
        String type = answer.path("errorType").asText("error");
        return SampleText.shown(type + ": " + answer.path("error").asText("no reason given"));
    }

    private static OddAnswerException shape(String what) {
        return new OddAnswerException("the answer has an unknown shape: " + what);
    }

    private static OddAnswerException notJson(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 40), StandardCharsets.UTF_8);
        return new OddAnswerException(
                body.length == 0
                        ? "the answer is empty"
                        : "the answer is not JSON; it begins with " + SampleText.shown(start));
    }
}
