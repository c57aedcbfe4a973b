package io.mirrorexperiment.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain maps, lists and scalars, with every number in the form that it was written in.
 *
 * <p>A fraction becomes a {@code Double} if that prints as the same text ({@code 40.0}), so that it equals what YAML
 * readers give; else a {@code BigDecimal}, so that nothing is lost.
 */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Reads one object; an {@code IOException}'s text may hold content and is not to be shown. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> readObject(String text) throws IOException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (!(value instanceof Map<?, ?> map) || parser.nextToken() != null) {
                throw new IOException("not one JSON object");
            }
            return (Map<String, @Nullable Object>) map;
        }
    }

    static String write(Map<String, ? extends @Nullable Object> tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException cause) {
            throw new IllegalArgumentException("a tree holds something that JSON has no form for", cause);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("not JSON");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            map.put(key, value(parser));
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static Number fraction(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        return Double.toString(value).equals(parser.getText()) ? (Number) value : parser.getDecimalValue();
    }
}
