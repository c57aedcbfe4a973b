package io.mirrorexperiment.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Careful steps into what a server answered: another form than expected is as if nothing were there. Pure. */
final class Answers {
    private Answers() {}

    /** The object of a good answer. */
    static Map<String, @Nullable Object> good(Ask ask, Answer answer) {
        if (!answer.isGood()) {
            throw Refusals.of(ask, answer);
        }
        return answer.object(ask);
    }

    static Optional<String> text(Map<String, ? extends @Nullable Object> map, String key) {
        return map.get(key) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    static List<Map<String, @Nullable Object>> maps(@Nullable Object node) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        if (node instanceof List<?> list) {
            list.stream().filter(Map.class::isInstance).forEach(item -> maps.add(map(item)));
        }
        return maps;
    }
}
