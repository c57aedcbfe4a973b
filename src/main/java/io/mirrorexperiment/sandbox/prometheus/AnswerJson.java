package io.mirrorexperiment.sandbox.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Line;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Point;
import io.mirrorexperiment.sandbox.prometheus.promql.Answer.Result;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Sample;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes answers as Prometheus' API does (web/api/v1/json_codec.go). */
final class AnswerJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AnswerJson() {}

    /** Writes the {@code data} of a success. */
    @FunctionalInterface
    interface Data {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static String success(Data data, List<String> warnings, List<String> infos) {
        return written(json -> {
            json.writeStringField("status", "success");
            json.writeFieldName("data");
            data.writeTo(json);
            remarks(json, "warnings", warnings);
            remarks(json, "infos", infos);
        });
    }

    static String error(String type, String message) {
        return written(json -> {
            json.writeStringField("status", "error");
            json.writeStringField("errorType", type);
            json.writeStringField("error", message);
        });
    }

    private static String written(Data fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException inMemory) {
            throw new UncheckedIOException("writing JSON to memory failed", inMemory);
        }
        return text.toString();
    }

    private static void remarks(JsonGenerator json, String field, List<String> remarks) throws IOException {
        if (!remarks.isEmpty()) {
            json.writeFieldName(field);
            texts(json, remarks);
        }
    }

    static void texts(JsonGenerator json, List<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static void result(JsonGenerator json, Result result) throws IOException {
        json.writeStartObject();
        if (result instanceof Result.Vector vector) {
            vector(json, vector.points());
        } else if (result instanceof Result.Matrix matrix) {
            matrix(json, matrix.lines());
        } else if (result instanceof Result.Scalar scalar) {
            type(json, "scalar");
            lone(json, scalar.sample().at(), GoText.plain(scalar.sample().value()));
        } else if (result instanceof Result.Text text) {
            type(json, "string");
            lone(json, text.at(), text.text());
        }
        json.writeEndObject();
    }

    private static void type(JsonGenerator json, String type) throws IOException {
        json.writeStringField("resultType", type);
        json.writeFieldName("result");
    }

    private static void vector(JsonGenerator json, List<Point> points) throws IOException {
        type(json, "vector");
        json.writeStartArray();
        for (Point point : points) {
            json.writeStartObject();
            metric(json, point.labels());
            json.writeFieldName("value");
            sample(json, point.sample());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void matrix(JsonGenerator json, List<Line> lines) throws IOException {
        type(json, "matrix");
        json.writeStartArray();
        for (Line line : lines) {
            json.writeStartObject();
            metric(json, line.labels());
            json.writeArrayFieldStart("values");
            for (Sample sample : line.samples()) {
                sample(json, sample);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void metric(JsonGenerator json, Labels labels) throws IOException {
        json.writeFieldName("metric");
        labels(json, labels);
    }

    static void labels(JsonGenerator json, Labels labels) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> pair : labels.asMap().entrySet()) {
            json.writeStringField(pair.getKey(), pair.getValue());
        }
        json.writeEndObject();
    }

    private static void sample(JsonGenerator json, Sample sample) throws IOException {
        pair(json, sample.at(), GoText.value(sample.value()));
    }

    /** Times are in whole seconds or with all three digits of the millisecond (util/jsonutil, MarshalTimestamp). */
    private static void pair(JsonGenerator json, long at, String value) throws IOException {
        pair(json, at % 1000 == 0 ? Long.toString(at / 1000) : seconds(at).toPlainString(), value);
    }

    /** A scalar or a string goes through Go's own JSON (promql/value.go, Scalar.MarshalJSON): no digit that is not needed. */
    private static void lone(JsonGenerator json, long at, String value) throws IOException {
        pair(json, seconds(at).stripTrailingZeros().toPlainString(), value);
    }

    private static BigDecimal seconds(long at) {
        return BigDecimal.valueOf(at, 3);
    }

    private static void pair(JsonGenerator json, String seconds, String value) throws IOException {
        json.writeStartArray();
        json.writeNumber(seconds);
        json.writeString(value);
        json.writeEndArray();
    }

    static Data answer(Answer answer) {
        return json -> result(json, answer.result());
    }
}
