package io.mirrorexperiment.controller;

import java.time.Instant;

/**
 * Does what is due of a key.
 *
 * @param <K> what is due
 */
@FunctionalInterface
public interface Turn<K> {
    /**
     * Acts once.
     *
     * @param due since when it is due
     * @return when it is due again; {@link Instant#MAX} for not before it is woken
     */
    Instant take(K key, Instant due);
}
