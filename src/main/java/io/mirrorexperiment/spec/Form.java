package io.mirrorexperiment.spec;

import java.util.Optional;

/**
 * How a field of one kind is read.
 *
 * @param <T> what it becomes
 */
@FunctionalInterface
interface Form<T> {
    /** The value; empty if it was a mistake, which is then noted. */
    Optional<T> read(Field field);
}
