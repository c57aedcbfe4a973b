package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;

/** What lines and numbers of the picture mean; only of what is there. */
final class TrafficLegend {
    private static final double STROKE = 26;
    private static final double LETTER = 6.1;

    private final Markup svg;
    private final double y;
    private double x;

    private TrafficLegend(Markup svg, double y) {
        this.svg = svg;
        this.y = y;
    }

    static void write(Markup svg, Graph graph, double y) {
        TrafficLegend legend = new TrafficLegend(svg, y);
        legend.item(TrafficLook.LIVE, "live", false, "requests");
        if (graph.edges().stream().anyMatch(Edge::isMirrored)) {
            legend.item(TrafficLook.COPY, "copy", true, "copies of a mirror");
        }
        if (graph.edges().stream().anyMatch(Edge::isTcp)) {
            legend.item(TrafficLook.TCP, "tcp", false, "TCP: ↓ answered, ↑ sent to it");
        }
        legend.words("! errors ≥ 0.1 %   ✗ ≥ 10 %");
        svg.words(
                "Above a line what the source's proxy counts, below it what the destination's does.",
                "text x='0' y='{}' font-size='11' fill='#5b626b' class='mx-traffic-faint'",
                y + 18);
    }

    private void item(String colour, String word, boolean dashed, String words) {
        svg.leaf(
                "line x1='{}' y1='{}' x2='{}' y2='{}' stroke='{}' stroke-width='2.5'"
                        + (dashed ? " stroke-dasharray='6 5'" : "") + " class='mx-traffic-" + word + "-line'",
                x,
                y - 4,
                x + STROKE,
                y - 4,
                colour);
        x += STROKE + 6;
        words(words);
    }

    private void words(String words) {
        svg.words(words, "text x='{}' y='{}' font-size='11' fill='#5b626b' class='mx-traffic-faint'", x, y);
        x += LETTER * words.length() + 18;
    }
}
