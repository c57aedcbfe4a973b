package io.mirrorexperiment.spec;

import static io.mirrorexperiment.spec.Demands.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;

/** The definition of our kind is made of the JSON schema: {@code -Dgolden.write=true} makes it anew. */
class DefinitionTest {
    private static final Path FILE = Path.of("resources", "crds", "mirrorexperiments.yaml");
    private static final Path RULES = Path.of("src", "test", "resources", "crds", "mirrorexperiments.rules.yaml");
    private static final Path HEAD = Path.of("src", "test", "resources", "crds", "mirrorexperiments.head.yaml");
    private static final Path SCHEMA = Path.of("resources", "schema", "experiment.json");

    private final Map<String, List<Map<String, Object>>> rules = new LinkedHashMap<>();
    private final Map<String, Set<String>> replaced = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> bounds = new LinkedHashMap<>();

    @Test
    void saysWhatTheJsonSchemaSays() throws IOException {
        readRules();
        JsonNode root = new ObjectMapper().readTree(SCHEMA.toFile());
        StructuralSchema structural = new StructuralSchema(root, rules, replaced, bounds);

        Map<String, Object> spec = structural.of("spec", List.of(root.at("/properties/spec")));

        String text = text(spec);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FILE, text);
        }
        assertThat(structural.left).isEmpty();
        assertThat(text).isEqualTo(Files.readString(FILE));
    }

    @SuppressWarnings("unchecked")
    private static String text(Map<String, Object> spec) throws IOException {
        String head = Files.readString(HEAD);
        Map<String, Object> definition = ManifestText.tree(head);
        Map<String, Object> version =
                ((List<Map<String, Object>>) ((Map<String, Object>) definition.get("spec")).get("versions")).get(0);
        Map<String, Object> schema =
                (Map<String, Object>) ((Map<String, Object>) version.get("schema")).get("openAPIV3Schema");
        Map<String, Object> properties = new LinkedHashMap<>((Map<String, Object>) schema.get("properties"));
        Object status = properties.remove("status");
        properties.put("spec", spec);
        properties.put("status", status);
        schema.put("properties", properties);
        return "# Made of schema/experiment.json and of src/test/resources/crds by DefinitionTest.\n"
                + ManifestText.write(definition);
    }

    private void readRules() throws IOException {
        Object all = new Load(YamlText.SETTINGS).loadFromString(Files.readString(RULES));
        for (Object each : (List<?>) all) {
            Map<?, ?> rule = (Map<?, ?>) each;
            String at = String.valueOf(rule.get("at"));
            if (rule.get("rule") instanceof String cel) {
                rules.computeIfAbsent(at, path -> new ArrayList<>())
                        .add(tree("rule", cel, "message", rule.get("message")));
            }
            if (rule.get("limits") instanceof Map<?, ?> limits) {
                limits.forEach((word, value) -> bounds.computeIfAbsent(at, path -> new LinkedHashMap<>())
                        .put(String.valueOf(word), value));
            }
            if (rule.get("insteadOf") instanceof List<?> words) {
                words.forEach(word -> replaced.computeIfAbsent(at, path -> new LinkedHashSet<>())
                        .add(String.valueOf(word)));
            }
        }
    }
}
