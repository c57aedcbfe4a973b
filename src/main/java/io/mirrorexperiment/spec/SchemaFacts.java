package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a part of the schema allows, in words. */
final class SchemaFacts {
    private static final Map<String, String> BOUNDS = bounds();

    private SchemaFacts() {}

    private static Map<String, String> bounds() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("exclusiveMinimum", "over %s");
        words.put("minimum", "at least %s");
        words.put("exclusiveMaximum", "under %s");
        words.put("maximum", "at most %s");
        words.put("minItems", "at least %s of them");
        words.put("maxItems", "at most %s of them");
        words.put("maxLength", "at most %s characters");
        return words;
    }

    static List<String> of(SchemaNode node) {
        List<String> facts = new ArrayList<>();
        Set<String> kinds = new LinkedHashSet<>();
        node.alternatives().forEach(each -> kinds.addAll(kinds(each)));
        if (!kinds.isEmpty()) {
            facts.add(String.join(", or ", kinds));
        }
        String bounds = BOUNDS.entrySet().stream()
                .filter(bound -> node.at(bound.getKey()).isPresent())
                .map(bound -> bound.getValue().formatted(number(node.text(bound.getKey()))))
                .collect(Collectors.joining(", "));
        if (!bounds.isEmpty()) {
            facts.add(bounds);
        }
        node.at("default").ifPresent(value -> facts.add("default: " + yaml(value)));
        return facts;
    }

    private static List<String> kinds(SchemaNode node) {
        Optional<Object> only = node.at("const");
        if (only.isPresent()) {
            return List.of(yaml(only.get()));
        }
        List<String> words = node.list("enum").stream().map(SchemaFacts::yaml).toList();
        if (!words.isEmpty()) {
            return List.of("one of " + String.join(", ", words));
        }
        return switch (node.text("type")) {
            case "string" ->
                List.of(node.text(SchemaNode.DEFINED).equals("duration") ? "a time, as in 10s or 1m30s" : "a text");
            case "array" -> List.of("a list");
            case "object" -> List.of("fields");
            case "integer" -> List.of("a whole number");
            case "number" -> List.of("a number");
            case "boolean" -> List.of("true or false");
            default -> List.of();
        };
    }

    /** Bounds without a point where none is needed. */
    private static String number(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A value as it would stand in a spec, on one line. */
    static String yaml(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SchemaFacts::yaml).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = String.valueOf(value);
        boolean plain = !(value instanceof String) || text.matches("[A-Za-z0-9./][-A-Za-z0-9./_]*(:[-A-Za-z0-9./_]+)*");
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
