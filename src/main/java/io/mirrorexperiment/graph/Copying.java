package io.mirrorexperiment.graph;

import java.util.OptionalDouble;

/**
 * A mirror that leads copies over an edge.
 *
 * @param where what says so, as in {@code VirtualService default/reviews}
 * @param percent of the requests that are copied; empty where nobody knows it
 * @param only whether nothing but copies goes over the edge, as far as the callers' own counters tell
 */
public record Copying(String where, OptionalDouble percent, boolean only) {}
