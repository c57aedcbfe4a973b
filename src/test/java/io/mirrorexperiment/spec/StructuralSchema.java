package io.mirrorexperiment.spec;

import static io.mirrorexperiment.spec.Demands.plain;
import static io.mirrorexperiment.spec.Demands.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JSON schema of specs as a structural schema of Kubernetes, with rules in CEL at places that are named beside it. Values of several types,
 * such as a limit, which is a number or a text, have no type there; what they may be is said by their alternatives. Defaults stay words: the
 * reader names those that could promote, and would not see them if the API server had written them.
 */
final class StructuralSchema {
    /** Durations have no limit of their own; the costs of rules are reckoned from it. */
    private static final int LONGEST_DURATION = 44;

    private static final Set<String> BUILT =
            Set.of("properties", "items", "additionalProperties", "type", "$ref", "allOf", "propertyNames");

    private final JsonNode root;
    private final Map<String, List<Map<String, Object>>> rules;
    private final Map<String, Set<String>> replaced;
    private final Map<String, Map<String, Object>> bounds;
    private final Demands demands;

    /** What the JSON schema says and this one can't. */
    final Set<String> left = new LinkedHashSet<>();

    StructuralSchema(
            JsonNode root,
            Map<String, List<Map<String, Object>>> rules,
            Map<String, Set<String>> replaced,
            Map<String, Map<String, Object>> bounds) {
        this.bounds = bounds;
        this.root = root;
        this.rules = rules;
        this.replaced = replaced;
        this.demands = new Demands(root);
    }

    /** The place that some parts of the schema speak of. */
    Map<String, Object> of(String path, List<JsonNode> parts) {
        Conjuncts conjuncts = Conjuncts.of(root, parts);
        Set<String> types = conjuncts.types();
        Map<String, Object> place = new LinkedHashMap<>(words(conjuncts));
        if (types.size() == 1) {
            place.put("type", types.iterator().next());
        } else {
            place.put("x-kubernetes-preserve-unknown-fields", true);
        }
        if (types.equals(Set.of("object"))) {
            fields(path, conjuncts, place);
        }
        if (types.equals(Set.of("array"))) {
            List<JsonNode> items = conjuncts.each("items").toList();
            place.put("items", items.isEmpty() ? itemsOf(path + "[]", conjuncts) : of(path + "[]", items));
        }
        return withDemands(path, conjuncts, place);
    }

    /** Of lists whose alternatives say what stands in them: the type, and what is said beside the schema. */
    private Map<String, Object> itemsOf(String path, Conjuncts list) {
        List<JsonNode> parts =
                list.alternatives().map(each -> each.path("items")).toList();
        Map<String, Object> items =
                tree("type", Conjuncts.of(root, parts).types().iterator().next());
        items.putAll(bounds.getOrDefault(path, Map.of()));
        return items;
    }

    private static Map<String, Object> words(Conjuncts conjuncts) {
        String description =
                conjuncts.first("description").map(JsonNode::asText).orElse("");
        String usual = conjuncts
                .first("default")
                .map(value -> " Default: " + SchemaFacts.yaml(plain(value)) + ".")
                .orElse("");
        Map<String, Object> words = new LinkedHashMap<>();
        conjuncts.first("title").ifPresent(title -> words.put("title", title.asText()));
        if (!(description + usual).isEmpty()) {
            words.put("description", (description + usual).strip());
        }
        return words;
    }

    private void fields(String path, Conjuncts conjuncts, Map<String, Object> place) {
        Map<String, List<JsonNode>> parts = new LinkedHashMap<>();
        conjuncts.each("properties").forEach(fields -> fields.properties().stream()
                .filter(field -> !field.getValue().isBoolean())
                .forEach(field -> parts.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                        .add(field.getValue())));
        if (!parts.isEmpty()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            parts.forEach((name, all) -> properties.put(name, of(path.isEmpty() ? name : path + "." + name, all)));
            place.put("properties", properties);
        }
        conjuncts
                .first("additionalProperties")
                .filter(JsonNode::isObject)
                .ifPresent(any -> place.put("additionalProperties", of(path + ".*", List.of(any))));
    }

    private Map<String, Object> withDemands(String path, Conjuncts conjuncts, Map<String, Object> place) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(place));
        for (JsonNode part : conjuncts.all()) {
            for (Map.Entry<String, JsonNode> word : part.properties()) {
                boolean said = replaced.getOrDefault(path, Set.of()).contains(conjuncts.name(part, word.getKey()));
                all.addAll(said ? List.of() : demanded(path, word.getKey(), part, place));
            }
        }
        if (conjuncts.each("pattern").anyMatch(each -> each.asText().contains("ms)?$"))) {
            all.add(tree("maxLength", LONGEST_DURATION));
        }
        bounds.getOrDefault(path, Map.of()).forEach((word, value) -> all.add(tree(word, value)));
        Map<String, Object> whole = Demands.together(all);
        List<Map<String, Object>> validations = Stream.concat(
                        names(path, conjuncts), rules.getOrDefault(path, List.of()).stream())
                .toList();
        if (!validations.isEmpty()) {
            whole.put("x-kubernetes-validations", validations);
        }
        return whole;
    }

    private List<Map<String, Object>> demanded(String path, String word, JsonNode part, Map<String, Object> place) {
        if (BUILT.contains(word)) {
            return List.of();
        }
        try {
            return demands.of(word, part, place);
        } catch (Demands.Unsayable e) {
            left.add(path + ": " + word);
            return List.of();
        }
    }

    /** Names that are free within a pattern. */
    private Stream<Map<String, Object>> names(String path, Conjuncts conjuncts) {
        Set<String> said = replaced.getOrDefault(path, Set.of());
        return (said.contains("propertyNames") ? Stream.<JsonNode>empty() : conjuncts.each("propertyNames"))
                .flatMap(names -> {
                    List<Map<String, Object>> rules = new ArrayList<>();
                    if (names.has("pattern")) {
                        String pattern = names.get("pattern").asText();
                        rules.add(rule(
                                "self.all(name, name.matches(" + text(pattern) + "))", "names must match " + pattern));
                    }
                    if (names.path("not").has("pattern")) {
                        String pattern = names.get("not").get("pattern").asText();
                        rules.add(rule(
                                "self.all(name, !name.matches(" + text(pattern) + "))",
                                "names must not match " + pattern));
                    }
                    return rules.stream();
                });
    }

    private static Map<String, Object> rule(String rule, String message) {
        return tree("rule", rule, "message", message);
    }

    private static String text(String text) {
        return "r'" + text.replace("'", "' + \"'\" + r'") + "'";
    }
}
