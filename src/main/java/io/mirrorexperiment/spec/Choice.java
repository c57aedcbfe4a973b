package io.mirrorexperiment.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of a few words.
 *
 * @param words the words and what they mean, in the order in which they are listed
 * @param later words that are none yet, and what to say about them
 * @param <T> what they mean
 */
record Choice<T>(Map<String, T> words, Map<String, String> later) implements Form<T> {
    static <T> Choice<T> of(String word, T meaning) {
        return new Choice<T>(Map.of(), Map.of()).or(word, meaning);
    }

    Choice<T> or(String word, T meaning) {
        Map<String, T> more = new LinkedHashMap<>(words);
        more.put(word, meaning);
        return new Choice<>(more, later);
    }

    Choice<T> butNot(String word, String sentence) {
        Map<String, String> more = new LinkedHashMap<>(later);
        more.put(word, sentence);
        return new Choice<>(words, more);
    }

    private String unknown(String word) {
        List<String> allowed = List.copyOf(words.keySet());
        return allowed.size() == 1
                ? "must be " + allowed.get(0) + ", was " + Shown.quoted(word)
                : Suggestion.sentence(word, allowed);
    }

    @Override
    public Optional<T> read(Field field) {
        return field.text().flatMap(word -> {
            if (words.containsKey(word)) {
                return Optional.ofNullable(words.get(word));
            }
            return field.wrong(later.containsKey(word) ? String.valueOf(later.get(word)) : unknown(word));
        });
    }
}
