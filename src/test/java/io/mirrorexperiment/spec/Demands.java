package io.mirrorexperiment.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Demands of the JSON schema (2020-12) in the words that the API server has for them: those of OpenAPI 3.0, which knows neither {@code const}
 * nor {@code if}, patterns without looking ahead, and no types within alternatives.
 */
final class Demands {
    /** What is true of no value of a type, and of all others. */
    private static final Map<String, Map<String, Object>> NO = Map.of(
            "string", tree("minLength", 1, "maxLength", 0),
            "number", tree("minimum", 1, "maximum", 0),
            "boolean", tree("not", tree("enum", List.of(true, false))),
            "array", tree("minItems", 1, "maxItems", 0),
            "object", tree("minProperties", 1, "maxProperties", 0));

    private static final Pattern AHEAD = Pattern.compile("(?<before>.*?)\\(\\?=(?<ahead>[^)]*)\\)(?<after>.*)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    /** What has no words and was left out. */
    private final List<String> left = new ArrayList<>();

    Demands(JsonNode root) {
        this.root = root;
    }

    /** There are no words for it. */
    static final class Unsayable extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        Unsayable(String what) {
            super(what);
        }
    }

    static Map<String, Object> tree(Object... pairs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    static Object plain(JsonNode value) {
        return JSON.convertValue(value, Object.class);
    }

    /** All that a part demands of a place. */
    Map<String, Object> of(JsonNode part, Map<String, Object> place) {
        List<Map<String, Object>> all = new ArrayList<>();
        part.properties().forEach(word -> all.addAll(of(word.getKey(), part, place)));
        return together(all);
    }

    /**
     * What one word of a part demands, each demand for itself.
     *
     * @param place what the structural schema says there already
     */
    List<Map<String, Object>> of(String word, JsonNode part, Map<String, Object> place) {
        JsonNode value = part.get(word);
        return switch (word) {
            case "const" -> List.of(tree("enum", List.of(plain(value))));
            case "enum", "required", "minimum", "maximum", "minLength", "maxLength" ->
                List.of(tree(word, plain(value)));
            case "minItems", "maxItems", "minProperties", "maxProperties" -> List.of(tree(word, plain(value)));
            case "exclusiveMinimum" -> List.of(tree("minimum", plain(value), word, true));
            case "exclusiveMaximum" -> List.of(tree("maximum", plain(value), word, true));
            case "pattern" ->
                patterns(value.asText()).map(each -> tree(word, each)).toList();
            case "type" -> place.containsKey("type") ? List.of() : List.of(only(value.asText()));
            case "$ref" -> List.of(of(Conjuncts.target(root, value), place));
            case "allOf" ->
                Conjuncts.members(value).map(each -> of(each, place)).toList();
            case "anyOf", "oneOf" ->
                List.of(tree(
                        word,
                        Conjuncts.members(value).map(each -> of(each, place)).toList()));
            case "not" -> List.of(not(whole(value, place)));
            case "properties" -> properties(value, place);
            case "items" -> List.of(tree(word, of(value, inside(place, word))));
            case "if" -> choice(part, place);
            case "dependentRequired", "dependentSchemas" -> dependent(value, place);
            case "contains", "uniqueItems", "propertyNames" -> throw new Unsayable(word);
            default -> List.of();
        };
    }

    /** Without leaving anything out, since its opposite would demand more then. */
    private Map<String, Object> whole(JsonNode part, Map<String, Object> place) {
        if (!isSayable(part, place)) {
            throw new Unsayable("the opposite of a part of " + part);
        }
        return of(part, place);
    }

    private boolean isSayable(JsonNode part, Map<String, Object> place) {
        int before = left.size();
        of(part, place);
        return left.size() == before;
    }

    private List<Map<String, Object>> properties(JsonNode fields, Map<String, Object> place) {
        if (!place.containsKey("type")) {
            left.add("fields of what may be no object");
            return List.of();
        }
        List<Map<String, Object>> demands = new ArrayList<>();
        fields.properties().forEach(field -> {
            String name = field.getKey();
            demands.add(
                    field.getValue().isBoolean()
                            ? not(tree("required", List.of(name)))
                            : tree("properties", tree(name, of(field.getValue(), field(place, name)))));
        });
        return demands;
    }

    private List<Map<String, Object>> choice(JsonNode part, Map<String, Object> place) {
        List<Map<String, Object>> demands = new ArrayList<>();
        if (part.has("then") && isSayable(part.get("if"), place)) {
            demands.add(either(not(of(part.get("if"), place)), of(part.get("then"), place)));
        }
        if (part.has("else")) {
            demands.add(either(of(part.get("if"), place), of(part.get("else"), place)));
        }
        return demands;
    }

    private List<Map<String, Object>> dependent(JsonNode value, Map<String, Object> place) {
        List<Map<String, Object>> demands = new ArrayList<>();
        value.properties()
                .forEach(each -> demands.add(either(
                        not(tree("required", List.of(each.getKey()))),
                        each.getValue().isArray()
                                ? tree("required", plain(each.getValue()))
                                : of(each.getValue(), place))));
        return demands;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inside(Map<String, Object> place, String word) {
        if (place.get(word) instanceof Map<?, ?> inside) {
            return (Map<String, Object>) inside;
        }
        throw new Unsayable("there is no " + word + " in " + place.keySet());
    }

    private static Map<String, Object> field(Map<String, Object> place, String name) {
        return inside(inside(place, "properties"), name);
    }

    static Map<String, Object> not(Map<String, Object> demand) {
        return tree("not", demand);
    }

    private static Map<String, Object> either(Map<String, Object> one, Map<String, Object> other) {
        return tree("anyOf", List.of(one, other));
    }

    private static Map<String, Object> only(String type) {
        List<Map<String, Object>> others = Stream.of("string", "number", "boolean", "array", "object")
                .filter(each -> !each.equals(type))
                .map(NO::get)
                .toList();
        return together(others);
    }

    /** {@code a(?=b)c} is {@code ac}, and begins with {@code ab}; the API server's patterns have no looking ahead, and other escapes. */
    static Stream<String> patterns(String pattern) {
        Matcher ahead = AHEAD.matcher(pattern.replaceAll("\\\\u([0-9a-f]{4})", "\\\\x{$1}"));
        return ahead.matches()
                ? Stream.of(ahead.group("before") + ahead.group("after"), ahead.group("before") + ahead.group("ahead"))
                : Stream.of(pattern.replaceAll("\\\\u([0-9a-f]{4})", "\\\\x{$1}"));
    }

    /** All of them in one: side by side where no word is needed twice. */
    static Map<String, Object> together(List<Map<String, Object>> demands) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Object> more = new ArrayList<>();
        for (Map<String, Object> each : demands) {
            if (each.keySet().stream().noneMatch(all::containsKey)) {
                all.putAll(each);
            } else if (!all.equals(each) && !more.contains(each)) {
                more.add(each);
            }
        }
        if (!more.isEmpty()) {
            List<Object> members = new ArrayList<>(all.containsKey("allOf") ? (List<?>) all.get("allOf") : List.of());
            members.addAll(more);
            all.put("allOf", members);
        }
        return all;
    }
}
