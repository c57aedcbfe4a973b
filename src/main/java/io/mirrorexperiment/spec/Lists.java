package io.mirrorexperiment.spec;

import java.util.List;
import java.util.Optional;

/** Forms of lists. */
final class Lists {
    private Lists() {}

    /** A list of texts; empty if one of its items is none. */
    static Optional<List<String>> texts(Field field) {
        return of(field, Field::text);
    }

    /** A list of one form; empty if one of its items is a mistake. */
    static <T> Optional<List<T>> of(Field field, Form<T> form) {
        return field.items().flatMap(items -> {
            List<T> read =
                    items.stream().flatMap(item -> form.read(item).stream()).toList();
            return read.size() == items.size() ? Optional.of(read) : Optional.empty();
        });
    }
}
