package io.mirrorexperiment.spec;

import java.util.List;

/**
 * What reading Iter8's objects comes to.
 *
 * @param <T> what they are
 */
public sealed interface Iter8Result<T> {
    /**
     * They are valid.
     *
     * @param value what they are
     * @param remarks what holds although they do not say it, and what of them has no effect, as sentences {@code path: words}
     * @param <T> likewise
     */
    record Valid<T>(T value, List<String> remarks) implements Iter8Result<T> {
        /** Copies. */
        public Valid {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * They are not.
     *
     * @param mistakes in the order of the text; never empty
     * @param <T> likewise
     */
    record Invalid<T>(List<Mistake> mistakes) implements Iter8Result<T> {
        /** Copies and checks. */
        public Invalid {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("invalid objects have mistakes");
            }
        }
    }
}
