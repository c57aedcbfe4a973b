package io.mirrorexperiment.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** An object of the catalogue's samples, with a name and parameters of a test's own. */
final class Sample {
    /** The Pipeline that goes part by part, from the folder of the other samples. */
    static final String PARTS = "../../../mirror-experiment-start/0.1/samples/pipeline.yaml";

    private Sample() {}

    /** The object of that kind in one of the samples. */
    static ObjectNode of(String file, String kind) {
        try {
            List<JsonNode> documents = new YAMLMapper()
                    .readerFor(JsonNode.class)
                    .<JsonNode>readValues(
                            Catalogue.GATE.resolve("samples").resolve(file).toFile())
                    .readAll();
            return (ObjectNode) documents.stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same under a name instead of one that the API server makes. */
    static ObjectNode named(ObjectNode run, String name) {
        ((ObjectNode) run.path("metadata")).put("name", name).remove("generateName");
        return run;
    }

    /** Gives it these parameters and no others. */
    static void params(ObjectNode run, Map<String, String> values) {
        ArrayNode params = ((ObjectNode) run.path("spec")).putArray("params");
        values.forEach((name, value) -> params.addObject().put("name", name).put("value", value));
    }
}
