package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios and their reference answers are src/test/resources/decisions/scenarios.json. */
class DecideCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home = Path.of("");

    @Test
    void everyScenarioGetsTheDecisionOfTheReferenceAtTheSameRequestFromItsCountersAlone() throws IOException {
        JsonNode known = scenarios();
        Typed decided = Typed.on(home, "decide", file(bare(known)).toString());

        assertThat(decided.code()).as(decided.err()).isZero();
        JsonNode answers = JSON.readTree(decided.out());
        assertThat(answers).hasSize(52);
        for (int i = 0; i < answers.size(); i++) {
            agrees(answers.get(i), known.get(i));
        }
    }

    private static void agrees(JsonNode answer, JsonNode scenario) {
        JsonNode reference = scenario.path("reference");
        String id = scenario.path("id").asText();
        assertThat(answer.path("id").asText()).isEqualTo(id);
        for (String word : List.of("decision", "iteration", "requests")) {
            assertThat(answer.path(word)).as(id + " " + word).isEqualTo(reference.path(word));
        }
        for (String side : List.of("lnP", "lnR")) {
            assertThat(answer.path(side)).hasSameSizeAs(reference.path(side));
            for (int j = 0; j < reference.path(side).size(); j++) {
                assertThat(answer.path(side).get(j).doubleValue())
                        .as(id + " " + side)
                        .isCloseTo(reference.path(side).get(j).doubleValue(), within(1e-6));
            }
        }
    }

    /** Without the fields that tell the answer or how it came about. */
    private static ArrayNode bare(JsonNode known) {
        ArrayNode bare = JSON.createArrayNode();
        known.forEach(scenario ->
                bare.add(((ObjectNode) scenario.deepCopy()).without(List.of("truth", "reference", "note", "kind"))));
        return bare;
    }

    @Test
    void theCommandIsNotInTheMainHelp() {
        assertThat(Typed.on(home, "--help").out()).doesNotContain("\n  decide");
    }

    @ParameterizedTest
    @CsvSource({
        "/config/maxIteration, 3, config word maxIteration is not known",
        "/objectives/0/type, \"gauge\", objective type \"gauge\" is not known",
        "/objectives/0/limit, \"1 %\", limit is missing or no number",
        "/scrapes/1/series/0/requests, 1.5, a count is missing",
    })
    void whatItDoesNotKnowIsAMistakeThatNamesTheScenario(String where, String value, String message)
            throws IOException {
        ArrayNode one = JSON.createArrayNode().add(scenarios().get(0).deepCopy());
        int slash = where.lastIndexOf('/');
        ((ObjectNode) one.get(0).at(where.substring(0, slash))).set(where.substring(slash + 1), JSON.readTree(value));

        Typed decided = Typed.on(home, "decide", file(one).toString());

        assertThat(decided.code()).isEqualTo(3);
        assertThat(decided.err()).contains("scenario pub-001", message);
    }

    private static JsonNode scenarios() throws IOException {
        try (InputStream file = DecideCommandTest.class.getResourceAsStream("/decisions/scenarios.json")) {
            return JSON.readTree(file).path("scenarios");
        }
    }

    private Path file(ArrayNode scenarios) throws IOException {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("scenarios", scenarios);
        return Files.writeString(home.resolve("scenarios.json"), whole.toString());
    }
}
