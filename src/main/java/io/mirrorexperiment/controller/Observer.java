package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;

/**
 * Looks on while the controller works. Called on the workers' threads, by several at once: must come back at once and never throw; what
 * it throws is logged and nothing else follows from it.
 */
public interface Observer {
    /** A run was advanced. */
    default void turned(Turned turned) {}

    /** An object's status was told anew. */
    default void told(Address object, Stand stand) {}

    /** A turn failed and will be taken again: the API server is away, or there is a bug. */
    default void failed(Address object, RuntimeException trouble) {}

    /** This process leads, or no longer does. */
    default void leads(boolean leads) {}
}
