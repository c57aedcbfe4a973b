package io.mirrorexperiment.spec.iter8;

/**
 * A value by name, as Iter8's objects list them.
 *
 * @param name of the value
 * @param value may be empty
 */
public record NamedValue(String name, String value) {}
