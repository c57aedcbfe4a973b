package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mirrorexperiment.validation.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Iter8ReportsTest {
    /** What Iter8 0.10.25 printed of the numbers below, to the space: reference B6. */
    private static final String THEIRS = """

            Experiment summary:
            *******************

              Experiment completed: true
              No task failures: true
              Total number of tasks: 2
              Number of completed tasks: 2

            Whether or not service level objectives (SLOs) are satisfied:
            *************************************************************

              SLO Conditions            |Satisfied
              --------------            |---------
              istio/error-rate <= 0     |false
              istio/latency-mean <= 100 |true
            \s\s

            Latest observed values for metrics:
            ***********************************

              Metric                           |value
              -------                          |-----
              istio/error-count                |4.00
              istio/error-rate                 |0.00
              istio/latency-mean               |6.31
              istio/le500ms-latency-percentile |1.00
              istio/request-count              |2110.00
            \s\s
            """;

    private static final JsonSchema SCHEMA = schema();

    static final Summary SUMMARY = new Summary(
            true,
            true,
            2,
            2,
            Optional.of(1),
            List.of(
                    new Summary.Row("istio/error-rate <= 0", false, "0.19 % of 2,110 requests (4 errors)"),
                    new Summary.Row("istio/latency-mean <= 100", true, "")),
            List.of(
                    metric("istio/error-count", 4),
                    metric("istio/error-rate", .001896),
                    metric("istio/latency-mean", 6.31),
                    metric("istio/le500ms-latency-percentile", 1),
                    metric("istio/request-count", 2110)),
            List.of());

    @Test
    void theTextHasIter8sLayoutAndBelowItWhatItRestsOn() {
        assertThat(Iter8Text.of(SUMMARY)).isEqualTo(THEIRS + """

                        What this rests on:
                        *******************

                          istio/error-rate <= 0: 0.19 % of 2,110 requests (4 errors)
                        """);
    }

    /** Iter8's text for that, in the template of its repository (reporters/text.tpl of 0.10). */
    @Test
    void beforeALoopEndedThereAreNoInsights() {
        Summary none = new Summary(false, true, 2, 0, Optional.of(0), SUMMARY.slos(), List.of(), List.of("not yet"));

        assertThat(Iter8Text.of(none)).contains("""
                          Number of completed tasks: 0

                        Metrics-based Insights:
                        ***********************

                          Insights not found in experiment results. You may need to retry this report at a later time.
                        """).contains("  not yet\n");
    }

    /** There the rows of such objectives vanished: reference B6. */
    @Test
    void whatHasNoValueKeepsItsRowAndItsReasonStandsBelow() {
        Summary.Metric none = new Summary.Metric(
                "istio/latency-mean", Optional.of("msec"), OptionalDouble.empty(), "no \u001b[31mrequests");
        Summary summary = new Summary(
                true, false, 2, 2, Optional.of(1), SUMMARY.slos(), List.of(none), List.of("loop 1 had trouble"));

        String text = Iter8Text.of(summary);

        assertThat(text)
                .contains("  istio/latency-mean (msec) |unavailable\n", "istio/error-rate <= 0     |false\n")
                .contains("  loop 1 had trouble\n", "istio/latency-mean unavailable: no ")
                .doesNotContain("\u001b");
    }

    @Test
    void theJsonSaysAllOfIt() throws IOException {
        JsonNode json = new ObjectMapper().readTree(Iter8Json.of(SUMMARY));

        assertThat(json.path("schema").asText()).isEqualTo("mirror-experiment.io/iter8-report/v1");
        assertThat(json.path("slosSatisfied").asBoolean(true)).isFalse();
        assertThat(json.at("/slos/1/satisfied").asBoolean()).isTrue();
        assertThat(json.at("/metrics/1/value").asDouble()).isEqualTo(.001896);
        assertThat(json.at("/metrics/1/units").isNull()).isTrue();
    }

    static Stream<Summary> summaries() {
        Summary.Metric none = new Summary.Metric("a", Optional.of("msec"), OptionalDouble.empty(), "no requests");
        return Stream.of(
                SUMMARY,
                new Summary(false, true, 2, 0, Optional.empty(), List.of(), List.of(none), List.of("not yet")));
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void theJsonIsOfItsSchema(Summary summary) throws IOException {
        assertThat(SCHEMA.validate(new ObjectMapper().readTree(Iter8Json.of(summary))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema", "completed", "loops", "slos", "metrics", "remarks"})
    void whatLacksAFieldIsNot(String field) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(Iter8Json.of(SUMMARY));
        json.remove(field);

        assertThat(SCHEMA.validate(json)).isNotEmpty();
    }

    @Test
    void whatHasAnotherFieldIsNotEither() throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(Iter8Json.of(SUMMARY));
        json.withArray("slos").addObject().put("colour", "red");

        assertThat(SCHEMA.validate(json)).isNotEmpty();
    }

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper()
                            .readTree(Path.of("resources", "schema", "iter8-report.json")
                                    .toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePageNeedsNothingElseAndEscapes() {
        Summary foreign = new Summary(
                true,
                true,
                2,
                2,
                Optional.of(1),
                List.of(new Summary.Row("<script>alert(1)</script> <= 0", false, "<b>")),
                SUMMARY.metrics(),
                List.of());

        String page = Iter8Html.page(foreign, "a<b");

        assertThat(page)
                .contains("Not all SLOs are satisfied · a&lt;b", "&lt;script&gt;", "istio/latency-mean", "2110.00")
                .doesNotContain("<script", "http://", "https://", "<b>");
    }

    private static Summary.Metric metric(String name, double value) {
        return new Summary.Metric(name, Optional.empty(), OptionalDouble.of(value), "");
    }
}
