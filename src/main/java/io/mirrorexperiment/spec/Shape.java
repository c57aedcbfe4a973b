package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forms of values that are checked and then kept as a tree of maps, lists and scalars. */
final class Shape {
    /** Text. */
    static final Form<Object> TEXT = field -> field.text().map(Object.class::cast);

    /** True or false. */
    static final Form<Object> TRUTH = field -> field.truth().map(Object.class::cast);

    /** A length of time as protobuf and Istio write it. */
    static final Form<Object> DURATION = field -> Text.matching(
                    40, "([0-9]+(\\.[0-9]+)?(h|ms|m|s))+", "must be a duration with units, as in 10s, 500ms or 1h")
            .read(field)
            .map(Object.class::cast);

    /** Whatever it is; what it holds is nobody's business here. */
    static final Form<Object> ANY = field -> Optional.of(Map.of());

    private Shape() {}

    /** Fields by name; all other names are mistakes. */
    static Form<Object> fields(Map<String, Form<Object>> forms) {
        List<String> words = forms.keySet().stream().sorted().toList();
        return field -> {
            Section section = Section.of(field, words);
            Map<String, Object> tree = new LinkedHashMap<>();
            for (String word : section.words()) {
                section.find(word)
                        .flatMap(found -> form(forms, word).read(found))
                        .ifPresent(value -> tree.put(word, value));
            }
            return Optional.of(tree);
        };
    }

    private static Form<Object> form(Map<String, Form<Object>> forms, String word) {
        return forms.getOrDefault(word, ANY);
    }

    /** Values of one form, one after the other. */
    static Form<Object> list(Form<Object> form) {
        return field -> field.items().map(items -> {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> form.read(item).ifPresent(values::add));
            return values;
        });
    }

    /** Values of one form by names that are free. */
    static Form<Object> free(Form<Object> form) {
        return field -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            for (Field each : Section.free(field)) {
                form.read(each)
                        .ifPresent(value ->
                                tree.put(each.path().substring(field.path().length() + 1), value));
            }
            return Optional.of(tree);
        };
    }

    /** Fields where there are some, else a single value. */
    static Form<Object> either(Form<Object> fields, Form<Object> single) {
        return field -> (field.isMapping() ? fields : single).read(field);
    }

    /** A whole number. */
    static Form<Object> whole(int least, int most) {
        return field -> Numbers.whole(least, most).read(field).map(Object.class::cast);
    }

    /** A number. */
    static Form<Object> number(double least, double most) {
        return field -> Numbers.between(least, most)
                .read(field)
                .map(value -> value == Math.rint(value) ? (Object) value.intValue() : (Object) value);
    }

    /** One of a few words. */
    static Form<Object> word(String... words) {
        return field -> field.text()
                .flatMap(word -> List.of(words).contains(word)
                        ? Optional.<Object>of(word)
                        : field.wrong(Suggestion.sentence(word, List.of(words))));
    }
}
