package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Istio's StringMatch. */
sealed interface TextMatch {
    boolean matches(String text);

    /** The same without regard to case; regular expressions keep theirs, as in Istio. */
    default TextMatch ignoringCase() {
        return this;
    }

    /** Equal texts. */
    record Exact(String value) implements TextMatch {
        @Override
        public boolean matches(String text) {
            return text.equals(value);
        }

        @Override
        public TextMatch ignoringCase() {
            return new AnyCase(new Exact(value.toLowerCase(Locale.ROOT)));
        }
    }

    /** Beginnings. */
    record Prefix(String value) implements TextMatch {
        @Override
        public boolean matches(String text) {
            return text.startsWith(value);
        }

        @Override
        public TextMatch ignoringCase() {
            return new AnyCase(new Prefix(value.toLowerCase(Locale.ROOT)));
        }
    }

    /** The whole text matches the expression. */
    record Regex(Pattern pattern) implements TextMatch {
        @Override
        public boolean matches(String text) {
            return pattern.matcher(text).matches();
        }
    }

    /** Compares the text in lower case. */
    record AnyCase(TextMatch lower) implements TextMatch {
        @Override
        public boolean matches(String text) {
            return lower.matches(text.toLowerCase(Locale.ROOT));
        }
    }

    /** It is enough to be there. */
    record Present() implements TextMatch {
        @Override
        public boolean matches(String text) {
            return true;
        }
    }

    /** An expression that does not compile: Istio would not have stored it. */
    record Never() implements TextMatch {
        @Override
        public boolean matches(String text) {
            return false;
        }
    }

    static TextMatch of(JsonNode node) {
        if (node.has("exact")) {
            return new Exact(node.path("exact").asText());
        }
        if (node.has("prefix")) {
            return new Prefix(node.path("prefix").asText());
        }
        return node.has("regex") ? regex(node.path("regex").asText()) : new Present();
    }

    static Optional<TextMatch> maybe(JsonNode node) {
        return node.isObject() ? Optional.of(of(node)) : Optional.empty();
    }

    static Map<String, TextMatch> map(JsonNode node) {
        Map<String, TextMatch> all = new LinkedHashMap<>();
        node.properties().forEach(entry -> all.put(entry.getKey(), of(entry.getValue())));
        return Map.copyOf(all);
    }

    private static TextMatch regex(String text) {
        try {
            return new Regex(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return new Never();
        }
    }
}
