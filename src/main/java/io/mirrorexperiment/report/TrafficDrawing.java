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
    private static final double LEGEND = 62;
    private static final double LANE = 10;

    private final Graph graph;
    private final TrafficLayout layout;
    private final TrafficRoom room;
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
        this.room = TrafficRoom.of(graph);
        this.seats = new TrafficSeats(roles);
        this.id = id;
        this.loops = layout.lines().stream().filter(line -> !line.isForward()).toList();
        this.left = loops.stream().anyMatch(line -> line.to().box().layer() == 0) ? room.label() + TrafficPath.TURN : 0;
        this.right = loops.stream().anyMatch(line -> line.from().box().layer() == layout.layers() - 1)
                ? TrafficPath.TURN
                : 0;
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
        return left + Math.max(0, layer) * (TrafficBox.WIDTH + room.gap());
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

    private void label(Markup svg, Edge edge, TrafficLook look, double x, double y) {
        String above = room.above(edge);
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

    private String path(TrafficLine line) {
        double tip = x(line.to().box().layer());
        TrafficPath path = TrafficPath.from(room, x(line.from().box().layer()) + TrafficBox.WIDTH, line.start());
        if (!line.isForward()) {
            return path.around(bottom() + LANE * (1 + loops.indexOf(line)), tip, line.end());
        }
        int layer = line.from().box().layer();
        for (double passage : line.passages()) {
            layer++;
            path.past(passage, x(layer) + TrafficBox.WIDTH);
        }
        return path.to(tip, line.end());
    }
}
