package io.mirrorexperiment.sandbox.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** HTTP header fields in their order; names compare without regard to case. */
record Fields(List<Field> list) {
    static final Fields NONE = new Fields(List.of());

    Fields {
        list = List.copyOf(list);
    }

    /** One header line. */
    record Field(String name, String value) {
        boolean named(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    static Fields of(String name, String value) {
        return NONE.plus(name, value);
    }

    Optional<String> first(String name) {
        for (Field field : list) {
            if (field.named(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    /** One more line, whatever is there already. */
    Fields plus(String name, String value) {
        List<Field> more = new ArrayList<>(list);
        more.add(new Field(name, value));
        return new Fields(more);
    }

    /** The line in place of all lines of that name. */
    Fields with(String name, String value) {
        return without(name).plus(name, value);
    }

    Fields without(String name) {
        return has(name)
                ? new Fields(stream().filter(field -> !field.named(name)).toList())
                : this;
    }

    Stream<Field> stream() {
        return list.stream();
    }
}
