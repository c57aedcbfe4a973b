package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of the JSON report says exactly what there is. */
class SchemaTest {
    private static final Path FILE = Path.of("resources", "schema", "report.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = read();

    static JsonSchema schema() {
        return SCHEMA;
    }

    static Stream<String> cases() {
        return Cases.all().keySet().stream();
    }

    @Test
    void isAValidSchemaItself() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(JSON.readTree(FILE.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesTheReportOfEveryCase(String name) throws IOException {
        assertThat(SCHEMA.validate(report(name))).isEmpty();
    }

    @Test
    void refusesAReportWithAnUnknownField() throws IOException {
        ObjectNode report = report("promoted");
        report.put("extra", 1);

        assertThat(SCHEMA.validate(report)).isNotEmpty();
    }

    @Test
    void refusesAReportThatLacksAnyOfItsFields() throws IOException {
        ObjectNode report = report("promoted");
        for (String field : names(report)) {
            ObjectNode shorter = report.deepCopy();
            shorter.remove(field);
            assertThat(SCHEMA.validate(shorter)).as(field).isNotEmpty();
        }
    }

    @Test
    void knowsEveryWord() throws IOException {
        assertThat(words("verdict"))
                .isEqualTo(all(Arrays.stream(Verdict.values()).map(Verdict::word)));
        assertThat(words("outcome"))
                .isEqualTo(all(Arrays.stream(Outcome.values()).map(Outcome::word)));
        assertThat(words("cause")).isEqualTo(all(Arrays.stream(Cause.values()).map(Cause::word)));
        assertThat(words("phase")).isEqualTo(all(Arrays.stream(Phase.values()).map(Phase::word)));
    }

    private static Set<String> words(String field) throws IOException {
        JsonNode words =
                JSON.readTree(FILE.toFile()).path("properties").path(field).path("enum");
        return all(StreamSupport.stream(words.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText));
    }

    private static Set<String> all(Stream<String> words) {
        return new TreeSet<>(words.toList());
    }

    private static List<String> names(ObjectNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    private static ObjectNode report(String name) throws IOException {
        return (ObjectNode) JSON.readTree(JsonReport.of(Cases.named(name).journal(), List.of("promotion: auto")));
    }

    private static JsonSchema read() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(JSON.readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
