package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mirrorexperiment.spec.iter8.Iter8Data;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our statuses under the definition that Iter8's controller (etc3) installs: its API server would refuse nothing of them, and prune nothing. */
class Iter8CrdTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonSchema schema;

    Iter8CrdTest() throws IOException {
        JsonNode definition = new YAMLMapper()
                .readTree(Iter8Data.path("etc3/config/crd/bases/iter8.tools_experiments.yaml")
                        .toFile());
        JsonNode open = definition.at("/spec/versions/0/schema/openAPIV3Schema");
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(strict(open));
    }

    /** What a structural schema prunes is a mistake here; metadata is the API server's own. */
    private static JsonNode strict(JsonNode node) {
        node.forEach(Iter8CrdTest::strict);
        boolean free = node.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                || node.path("x-kubernetes-embedded-resource").asBoolean();
        if (node instanceof ObjectNode object && node.path("properties").isObject() && !free) {
            object.put("additionalProperties", false);
        }
        return node;
    }

    @TestFactory
    Stream<DynamicTest> takesEveryStatus() {
        return Iter8Stands.all().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(),
                        () -> assertThat(schema.validate(tree(each.getValue()))).isEmpty()));
    }

    @Test
    void wouldFindAWordThatIter8DoesNotKnow() {
        ObjectNode told = (ObjectNode) tree(Objects.requireNonNull(Iter8Stands.all().get("conforms")));
        ((ObjectNode) told.get("status")).put("runId", "default.mirroring.1");
        ((ObjectNode) told.at("/status/conditions/0")).put("type", "Ready");

        assertThat(schema.validate(told)).hasSize(2);
    }

    private static JsonNode tree(Stood stood) {
        return JSON.valueToTree(Map.copyOf(stood.told().tree()));
    }
}
