package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;

/**
 * How the line of an edge looks.
 *
 * @param word names its classes: what goes over it, or how much of it fails
 * @param colour on a light ground
 * @param width rises with the traffic
 */
record TrafficLook(String word, String colour, double width, boolean dashed) {
    static final String COPY = "#7c3aad";
    static final String TCP = "#0f766e";
    static final String LIVE = "#57606a";
    private static final String BAD = "#b3261e";
    private static final String DOUBT = "#94510a";

    static TrafficLook of(Edge edge) {
        boolean copies = edge.isMirrored();
        return switch (TrafficNumbers.tone(edge.errorShare())) {
            case BAD -> new TrafficLook("bad", BAD, width(edge), copies);
            case DOUBT -> new TrafficLook("doubt", DOUBT, width(edge), copies);
            default ->
                copies
                        ? new TrafficLook("copy", COPY, width(edge), true)
                        : edge.isTcp()
                                ? new TrafficLook("tcp", TCP, width(edge), false)
                                : new TrafficLook("live", LIVE, width(edge), false);
        };
    }

    /** From 1.5 to 4 pixels, by the powers of ten of requests a second, or of kilobytes. */
    private static double width(Edge edge) {
        double traffic = edge.isTcp() ? edge.bytes() / 1000 : edge.rate();
        return 1.5 + 2.5 * Math.min(1, Math.log10(1 + traffic) / 3);
    }

    String lineClass() {
        return "mx-traffic-" + word + "-line";
    }

    String textClass() {
        return "mx-traffic-" + word;
    }

    /** Of what is written: only what is out of the way has a colour. */
    String ink() {
        return word.equals("live") ? "#1f2328" : colour;
    }

    String inkClass() {
        return word.equals("live") ? "mx-traffic-ink" : textClass();
    }
}
