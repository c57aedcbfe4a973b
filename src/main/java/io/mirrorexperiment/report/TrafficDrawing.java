package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The traffic as one static picture: callers left, whom they call right, copies of a mirror dashed. SVG without script, link or font; its
 * colours are classes for a style sheet and, where that is forbidden, attributes on a light ground.
 */
final class TrafficDrawing {
    private static final double MARGIN = 16;
    private static final double CURVE = 56;
    private static final double LABEL = 192;
    private static final double GAP = CURVE + LABEL;
    private static final double LEGEND = 62;
    private static final double LANE = 10;
    private static final double TURN = 40;

    private final Graph graph;
    private final TrafficLayout layout;
    private final TrafficSeats seats;
    private final String id;
    private final List<TrafficLine> loops;
    private final double left;
    private final double right;

    /**
     * A drawing.
     *
     * @param id unlike that of any other picture on the page
     * @param roles what workloads are in a run, such as {@code live}, by name
     */
    TrafficDrawing(Graph graph, String id, Map<String, String> roles) {
        this.graph = graph;
        this.layout = TrafficLayout.of(graph);
        this.seats = new TrafficSeats(roles);
        this.id = id;
        this.loops = layout.lines().stream().filter(line -> !line.isForward()).toList();
        this.left = loops.stream().anyMatch(line -> line.to().box().layer() == 0) ? LABEL + TURN : 0;
        this.right = loops.stream().anyMatch(line -> line.from().box().layer() == layout.layers() - 1) ? TURN : 0;
    }

    /**
     * One {@code svg} element.
     *
     * @param style what stands in its style element; empty for none
     */
    String svg(String style) {
        double width = Math.max(560, 2 * MARGIN + x(layout.layers() - 1) + TrafficBox.WIDTH + right);
        double height = height();
        Markup svg = new Markup();
        svg.open(
                "svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}' viewBox='0 0 {} {}' role='img'"
                        + " aria-labelledby='title-{} desc-{}' font-family='{}' font-size='12' fill='#1f2328' class='mx-traffic-ink'",
                width,
                height,
                width,
                height,
                id,
                id,
                CurveDrawing.FONT);
        if (!style.isEmpty()) {
            svg.written("<style>\n" + style + "</style>\n");
        }
        svg.words(TrafficWords.title(graph), "title id='title-{}'", id);
        svg.words(TrafficWords.description(graph), "desc id='desc-{}'", id);
        svg.leaf("rect width='{}' height='{}' rx='10' fill='#ffffff' class='mx-traffic-paper'", width, height);
        svg.open("g transform='translate({} {})'", MARGIN, MARGIN);
        layout.boxes().forEach(box -> seats.box(svg, box, x(box.layer())));
        List<TrafficLine> copiesFirst = new ArrayList<>(layout.lines());
        copiesFirst.sort(Comparator.comparing(line -> !line.edge().isMirrored()));
        copiesFirst.forEach(line -> line(svg, line));
        layout.boxes().forEach(box -> seats.names(svg, box, x(box.layer())));
        TrafficLegend.write(svg, graph, height - LEGEND);
        return svg.close().close().text();
    }

    private double height() {
        return 2 * MARGIN + bottom() + (loops.isEmpty() ? 0 : LANE * (1 + loops.size())) + LEGEND;
    }

    private double bottom() {
        double boxes = layout.boxes().stream()
                .mapToDouble(box -> box.y() + box.height())
                .max()
                .orElse(0);
        double lanes = layout.lines().stream()
                .flatMap(line -> line.passages().stream())
                .mapToDouble(y -> y + TrafficBox.SLOT / 2)
                .max()
                .orElse(0);
        return Math.max(boxes, lanes);
    }

    private double x(int layer) {
        return left + Math.max(0, layer) * (TrafficBox.WIDTH + GAP);
    }

    private void line(Markup svg, TrafficLine line) {
        Edge edge = line.edge();
        TrafficLook look = TrafficLook.of(edge);
        svg.open("g");
        svg.words(TrafficWords.spoken(edge), "title");
        svg.leaf(
                "path d='{}' fill='none' stroke='{}' stroke-width='{}' stroke-linecap='round'"
                        + (look.dashed() ? " stroke-dasharray='6 5'" : "") + " class='{}'",
                path(line),
                look.colour(),
                look.width(),
                look.lineClass());
        double tip = x(line.to().box().layer());
        double y = line.end();
        svg.leaf("path d='M {} {} l -9 -4.5 l 0 9 z' fill='{}' class='{}'", tip, y, look.colour(), look.textClass());
        label(svg, edge, look, tip - 14, y);
        svg.close();
    }

    private static void label(Markup svg, Edge edge, TrafficLook look, double x, double y) {
        String above = TrafficWords.above(edge);
        String below = TrafficWords.below(edge);
        if (!above.isEmpty()) {
            svg.words(
                    above,
                    "text x='{}' y='{}' font-size='11.5' text-anchor='end' fill='{}' class='{}'",
                    x,
                    y - 5,
                    look.ink(),
                    look.inkClass());
        }
        if (!below.isEmpty()) {
            svg.words(
                    below,
                    "text x='{}' y='{}' font-size='11.5' text-anchor='end' fill='#5b626b' class='mx-traffic-faint'",
                    x,
                    y + 14);
        }
    }

    /** To the start of its slot in a curve, then straight on under its words. */
    private String path(TrafficLine line) {
        double x = x(line.from().box().layer()) + TrafficBox.WIDTH;
        if (!line.isForward()) {
            return around(line, x);
        }
        StringBuilder path = new StringBuilder("M " + at(x, line.start()));
        double y = line.start();
        int layer = line.from().box().layer();
        for (double passage : line.passages()) {
            layer++;
            path.append(curve(x, y, x + CURVE, passage)).append(" L ").append(at(x(layer) + TrafficBox.WIDTH, passage));
            x = x(layer) + TrafficBox.WIDTH;
            y = passage;
        }
        path.append(curve(x, y, x + CURVE, line.end()));
        return path.append(" L ")
                .append(at(x(line.to().box().layer()) - 9, line.end()))
                .toString();
    }

    private static String curve(double x, double y, double toX, double toY) {
        double half = (x + toX) / 2;
        return " C " + at(half, y) + " " + at(half, toY) + " " + at(toX, toY);
    }

    /** A call within a layer, or back: it leaves to the right, goes under everything, and comes home on the left. */
    private String around(TrafficLine line, double x) {
        double under = bottom() + LANE * (1 + loops.indexOf(line));
        double tip = x(line.to().box().layer());
        double turn = tip - LABEL;
        return "M " + at(x, line.start()) + " C " + at(x + TURN, line.start()) + " " + at(x + TURN, under) + " "
                + at(x, under)
                + " L " + at(turn, under) + " C " + at(turn - TURN, under) + " " + at(turn - TURN, line.end()) + " "
                + at(turn, line.end()) + " L " + at(tip - 9, line.end());
    }

    private static String at(double x, double y) {
        return Markup.number(x) + " " + Markup.number(y);
    }
}
