package io.mirrorexperiment.spec;

import java.util.Optional;
import java.util.function.Supplier;

/** Values that check themselves: what they say against their parts is a mistake at the field that the parts come from. */
final class Checked {
    private Checked() {}

    static <T> Optional<T> of(Field field, Supplier<? extends T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException refused) {
            return field.wrong(String.valueOf(refused.getMessage()));
        }
    }
}
