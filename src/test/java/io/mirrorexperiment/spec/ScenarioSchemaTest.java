package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;

/** The schema of scenarios is for editors; it must neither refuse what the reader takes nor take what it could refuse. */
class ScenarioSchemaTest {
    private static final Path FILE = Path.of("resources", "schema", "scenario.json");
    private static final Path DOCS = Path.of("docs");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final JsonSchema SCHEMA = schema();

    /** Whole files of the docs, and what the reader's own tests take. */
    static Stream<String> sound() throws IOException {
        return Stream.of(documented(), ScenarioReaderTest.TAKEN.stream().map(ScenarioReaderTest::of))
                .flatMap(texts -> texts);
    }

    private static Stream<String> documented() throws IOException {
        try (Stream<Path> pages = Files.walk(DOCS)) {
            List<String> texts = pages.filter(page -> page.toString().endsWith(".md"))
                    .flatMap(page -> EXAMPLE.matcher(read(page)).results())
                    .map(result -> result.group(1))
                    .filter(text -> text.contains("kind: MirrorScenario"))
                    .toList();
            assertThat(texts).isNotEmpty();
            return texts.stream();
        }
    }

    static Stream<String> withinSchema() {
        return ScenarioReaderTest.REFUSED.keySet().stream()
                .filter(spec -> !beyond(spec))
                .map(ScenarioReaderTest::of);
    }

    static Stream<String> beyondSchema() {
        return ScenarioReaderTest.REFUSED.keySet().stream()
                .filter(ScenarioSchemaTest::beyond)
                .map(ScenarioReaderTest::of);
    }

    /** No schema adds up weights, compares the versions of two fields, or knows the last of a list. */
    private static boolean beyond(String spec) {
        return Stream.of("must add up", "so it must be the last", "would get requests and copies of them")
                .anyMatch(ScenarioReaderTest.REFUSED.getOrDefault(spec, "")::contains);
    }

    @Test
    void isAValidSchemaItself() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(new ObjectMapper().readTree(FILE.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sound")
    void takesWhatTheReaderTakes(String text) {
        ScenarioResult read = new ScenarioReader("shop").read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(read).as(text).isInstanceOf(ScenarioResult.Valid.class);
        assertThat(violations(text)).as(text).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withinSchema")
    void refusesWhatTheReaderRefuses(String text) {
        assertThat(violations(text)).as(text).isNotEmpty();
    }

    /** Were one of these refused, it would have to leave the list. */
    @ParameterizedTest
    @MethodSource("beyondSchema")
    void cannotSeeWhatIsListedAsBeyondIt(String text) {
        assertThat(violations(text)).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: mirror-experiment.io/v2\nkind: MirrorScenario\nspec: {service: a, tcp: {v1: 100}}",
                "apiVersion: mirror-experiment.io/v1\nkind: MirrorScenari\nspec: {service: a, tcp: {v1: 100}}",
                "apiVersion: mirror-experiment.io/v1\nkind: MirrorScenario",
                "apiVersion: mirror-experiment.io/v1\nkind: MirrorScenario\nmetadata: {team: a}\nspec: {service: a, tcp: {v1: 100}}"
            })
    void refusesAnotherFrame(String text) {
        assertThat(new ScenarioReader("shop").read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ScenarioResult.Invalid.class);
        assertThat(violations(text)).isNotEmpty();
    }

    @Test
    void describesEveryFieldForEditors() throws IOException {
        assertDescribed("$", new ObjectMapper().readTree(FILE.toFile()));
    }

    private static void assertDescribed(String path, JsonNode node) {
        if (node.path("additionalProperties").isBoolean()) {
            node.path("properties").properties().forEach(field -> {
                boolean elsewhere = field.getValue().path("$ref").asText().matches(".*/(pool|outliers)");
                assertThat(elsewhere
                                || (field.getValue().has("title")
                                        && field.getValue().has("description")))
                        .as(path + "." + field.getKey())
                        .isTrue();
            });
        }
        node.properties().forEach(child -> assertDescribed(path + "." + child.getKey(), child.getValue()));
    }

    private static Set<ValidationMessage> violations(String yaml) {
        Object tree = new Load(YamlText.SETTINGS).loadFromString(yaml);
        return SCHEMA.validate(new ObjectMapper().valueToTree(tree));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
