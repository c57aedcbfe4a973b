package io.mirrorexperiment.graph;

/** What came of looking at the traffic. */
public sealed interface Sight {
    /** It was seen. */
    record Seen(Graph graph) implements Sight {}

    /**
     * It was not.
     *
     * @param because why, in words without a full stop
     */
    record Unseen(String because) implements Sight {}
}
