package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The known answers of src/test/resources/decisions/vectors.json, computed with 60 digits by mpmath. */
final class Vectors {
    private static final JsonNode ALL = read();

    private Vectors() {}

    static Stream<JsonNode> of(String kind) {
        return each(ALL.path(kind));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** 1e-9, absolute up to 1 and relative beyond, as the file says. */
    static void agrees(double actual, JsonNode expected) {
        double wanted = expected.doubleValue();
        assertThat(Math.abs(actual - wanted))
                .as("%s, expected %s", actual, wanted)
                .isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(wanted)));
    }

    /** Edges in milliseconds, of which the text {@code +Inf} is one. */
    static List<Double> edges(JsonNode list) {
        return each(list)
                .map(edge -> edge.isTextual() ? Double.POSITIVE_INFINITY : edge.doubleValue())
                .toList();
    }

    static List<Long> counts(JsonNode list) {
        return each(list).map(JsonNode::longValue).toList();
    }

    private static JsonNode read() {
        try (InputStream file = Vectors.class.getResourceAsStream("/decisions/vectors.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
