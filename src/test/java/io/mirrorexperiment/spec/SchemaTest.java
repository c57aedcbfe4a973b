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
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;

/** The schema is for editors; it must neither refuse what the reader takes nor take what it could refuse. */
class SchemaTest {
    private static final Path FILE = Path.of("resources", "schema", "experiment.json");
    private static final JsonSchema SCHEMA = schema();

    static List<String> examples() throws IOException {
        return Read.examples();
    }

    static Stream<Broken> withinSchema() {
        return BrokenSpecs.ALL.stream().filter(broken -> !broken.beyondSchema());
    }

    static Stream<Broken> beyondSchema() {
        return BrokenSpecs.ALL.stream().filter(Broken::beyondSchema).filter(SchemaTest::isOneJsonDocument);
    }

    @Test
    void isAValidSchemaItself() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(new ObjectMapper().readTree(FILE.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takesEveryExampleAsTheReaderDoes(String name) throws IOException {
        assertThat(Read.valid(Read.example(name)).experiment()).isNotNull();
        assertThat(violations(Read.example(name))).isEmpty();
    }

    @Test
    void takesTheSoundSpec() {
        assertThat(violations(Broken.SOUND)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withinSchema")
    void refusesWhatTheReaderRefuses(Broken broken) {
        assertThat(violations(broken.text())).isNotEmpty();
    }

    /** Were one of these refused, it would have to leave the list. */
    @ParameterizedTest
    @MethodSource("beyondSchema")
    void cannotSeeWhatIsListedAsBeyondIt(Broken broken) {
        assertThat(violations(broken.text())).isEmpty();
    }

    @Test
    void describesEveryFieldForEditors() throws IOException {
        assertDescribed("$", new ObjectMapper().readTree(FILE.toFile()));
    }

    private static void assertDescribed(String path, JsonNode node) {
        boolean definesFields = node.path("additionalProperties").isBoolean();
        node.path("properties").properties().forEach(field -> {
            boolean elsewhere = field.getValue()
                    .path("$ref")
                    .asText()
                    .matches(".*/(version|deployment|revision|promotionMode|inconclusive)");
            if (definesFields && !elsewhere) {
                assertThat(field.getValue().has("title"))
                        .as(path + "." + field.getKey())
                        .isTrue();
                assertThat(field.getValue().has("description"))
                        .as(path + "." + field.getKey())
                        .isTrue();
            }
        });
        node.properties().forEach(child -> assertDescribed(path + "." + child.getKey(), child.getValue()));
    }

    static Set<ValidationMessage> violations(String yaml) {
        Object tree = new Load(YamlText.SETTINGS).loadFromString(yaml);
        return SCHEMA.validate(new ObjectMapper().valueToTree(tree));
    }

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOneJsonDocument(Broken broken) {
        return broken.mistakes().stream()
                .noneMatch(mistake -> mistake.matches(".*(YAML|second document|there twice|'\\.nan').*"));
    }
}
