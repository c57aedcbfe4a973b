package io.mirrorexperiment.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What holds of a place of the JSON schema: the parts that speak of it, what they refer to, and the members of their {@code allOf}.
 *
 * @param root the whole schema
 * @param all what speaks for itself goes before what it refers to
 */
record Conjuncts(JsonNode root, List<JsonNode> all) {
    /** How one of its parts is called where something is said instead of a word of it: as the word, or {@code allOf/} and its number. */
    String name(JsonNode part, String word) {
        for (JsonNode members : each("allOf").toList()) {
            for (int i = 0; i < members.size(); i++) {
                if (members.get(i) == part) {
                    return "allOf/" + i;
                }
            }
        }
        return word;
    }

    static Conjuncts of(JsonNode root, List<JsonNode> parts) {
        List<JsonNode> all = new ArrayList<>();
        parts.forEach(part -> gather(root, part, all));
        return new Conjuncts(root, all);
    }

    private static void gather(JsonNode root, JsonNode part, List<JsonNode> all) {
        all.add(part);
        if (part.has("$ref")) {
            gather(root, target(root, part.get("$ref")), all);
        }
        part.path("allOf").forEach(each -> gather(root, each, all));
    }

    static JsonNode target(JsonNode root, JsonNode reference) {
        return root.at(reference.asText().substring(1));
    }

    static Stream<JsonNode> members(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** What stands under a keyword in the first part that has it. */
    Optional<JsonNode> first(String keyword) {
        return each(keyword).findFirst();
    }

    /** What stands under a keyword, part by part. */
    Stream<JsonNode> each(String keyword) {
        return all.stream().filter(part -> part.has(keyword)).map(part -> part.get(keyword));
    }

    /** The members of its {@code oneOf} and {@code anyOf}. */
    Stream<JsonNode> alternatives() {
        return Stream.of("oneOf", "anyOf").flatMap(this::each).flatMap(Conjuncts::members);
    }

    /** The types that its values may have; those of its alternatives, if it says none itself. */
    Set<String> types() {
        Set<String> types = new LinkedHashSet<>();
        each("type").forEach(type -> types.add(type.asText()));
        each("const").forEach(value -> types.add(typeOf(value)));
        each("enum").forEach(values -> values.forEach(value -> types.add(typeOf(value))));
        if (types.isEmpty()) {
            alternatives().forEach(each -> types.addAll(of(root, List.of(each)).types()));
        }
        return types;
    }

    private static String typeOf(JsonNode value) {
        return value.isTextual() ? "string" : value.isBoolean() ? "boolean" : "number";
    }
}
