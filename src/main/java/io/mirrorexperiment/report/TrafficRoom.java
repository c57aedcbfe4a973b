package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;

/**
 * The room between two layers.
 *
 * @param curve width of a line's curve
 * @param label width of what is written on it
 * @param names whether a line says whose it is: among many, no eye can follow one
 */
record TrafficRoom(double curve, double label, boolean names) {
    private static final int MANY = 60;
    private static final int LETTERS = 20;

    static TrafficRoom of(Graph graph) {
        return graph.edges().size() > MANY ? new TrafficRoom(120, 320, true) : new TrafficRoom(56, 192, false);
    }

    double gap() {
        return curve + label;
    }

    /** What stands above a line. */
    String above(Edge edge) {
        String words = TrafficWords.above(edge);
        if (!names) {
            return words;
        }
        String name = Row.of(TrafficWords.peer(edge.source())).atMost(LETTERS).render(Style.PLAIN);
        return words.isEmpty() ? name : name + " · " + words;
    }
}
