package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Two conditions of VirtualServices that must both hold.
 *
 * @param one as the user has it
 * @param other as we add it
 */
record Conjunction(Map<String, Object> one, Map<String, Object> other) {
    private static final Set<String> TEXTS = Set.of("uri", "method", "authority", "scheme");
    private static final Set<String> MAPS_OF_TEXTS = Set.of("headers", "queryParams");

    /** The common condition; empty if no request can meet both. Only of a conjunction that is not {@link #unclear}. */
    Optional<Map<String, Object>> common() {
        Map<String, Object> common = new LinkedHashMap<>(one);
        for (Map.Entry<String, Object> field : other.entrySet()) {
            Optional<Object> both = field(field.getKey());
            if (both.isEmpty()) {
                return Optional.empty();
            }
            common.put(field.getKey(), both.get());
        }
        return Optional.of(common);
    }

    /** What cannot be said to hold together or not, in words; empty if all can. */
    Optional<String> unclear() {
        Stream<String> texts = TEXTS.stream()
                .filter(key -> one.containsKey(key) && other.containsKey(key))
                .filter(key -> isUnclear(Fields.map(one, key), Fields.map(other, key))
                        || ("uri".equals(key) && Boolean.TRUE.equals(one.get("ignoreUriCase"))));
        Stream<String> maps = MAPS_OF_TEXTS.stream().flatMap(key -> unclearIn(key));
        return Stream.concat(texts, maps).sorted().findFirst();
    }

    private Stream<String> unclearIn(String key) {
        Map<String, Object> ours = Fields.map(other, key);
        Map<String, Object> users = Fields.map(one, key);
        return new TreeSet<>(ours.keySet())
                .stream()
                        .filter(name ->
                                users.containsKey(name) && isUnclear(Fields.map(users, name), Fields.map(ours, name)))
                        .map(name -> key + "." + name);
    }

    private Optional<Object> field(String key) {
        Object ours = java.util.Objects.requireNonNull(other.get(key));
        if (!one.containsKey(key)) {
            return Optional.of(ours);
        }
        if (TEXTS.contains(key)) {
            return both(Fields.map(one, key), Fields.map(other, key)).map(text -> text);
        }
        Map<String, Object> all = new LinkedHashMap<>(Fields.map(one, key));
        for (Map.Entry<String, Object> item : Fields.map(other, key).entrySet()) {
            Optional<?> value = MAPS_OF_TEXTS.contains(key)
                    ? both(Fields.map(all, item.getKey()), Fields.map(Fields.map(other, key), item.getKey()))
                    : Optional.of(item.getValue())
                            .filter(label -> label.equals(all.getOrDefault(item.getKey(), label)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            all.put(item.getKey(), value.get());
        }
        return Optional.of(all);
    }

    private static boolean isUnclear(Map<String, Object> users, Map<String, Object> ours) {
        boolean regex = users.containsKey("regex") || ours.containsKey("regex");
        boolean exact = users.containsKey("exact") || ours.containsKey("exact");
        boolean unreadable = Stream.of(users, ours)
                .flatMap(text -> Fields.text(text, "regex").stream())
                .anyMatch(expression -> !compiles(expression));
        return regex && !users.equals(ours) && !users.isEmpty() && (!exact || unreadable);
    }

    /** A text condition without words is met by any text that is there. */
    private static Optional<Map<String, Object>> both(Map<String, Object> users, Map<String, Object> ours) {
        if (users.isEmpty() || users.equals(ours)) {
            return Optional.of(ours);
        }
        Optional<String> exact = Fields.text(users, "exact");
        if (exact.isPresent()) {
            return exact.filter(text -> meets(text, ours)).map(text -> users);
        }
        Optional<String> exactly = Fields.text(ours, "exact");
        if (exactly.isPresent()) {
            return exactly.filter(text -> meets(text, users)).map(text -> ours);
        }
        String long1 = Fields.text(users, "prefix").orElse("");
        String long2 = Fields.text(ours, "prefix").orElse("");
        return long1.startsWith(long2)
                ? Optional.of(users)
                : Optional.of(ours).filter(longer -> long2.startsWith(long1));
    }

    private static boolean meets(String text, Map<String, Object> condition) {
        return Fields.text(condition, "exact").map(text::equals).orElse(true)
                && Fields.text(condition, "prefix").map(text::startsWith).orElse(true)
                && Fields.text(condition, "regex").map(text::matches).orElse(true);
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException unreadable) {
            return false;
        }
    }
}
