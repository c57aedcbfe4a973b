package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.report.EvidenceTrail.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws trails of evidence into a frame with its thresholds. */
final class CurveDrawing {
    private static final double WIDTH = 960;
    private static final double LEGEND = 524;
    private static final double LINE = 24;
    static final String FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

    /** Of the colours that people with any colour vision tell apart, those that can be read on white. */
    private static final List<String> COLOURS =
            List.of("#0b62c4", "#b45309", "#7c3aad", "#0f766e", "#a21660", "#596800", "#475569");

    private static final String TOGETHER = "#1f2328";

    private final Facts facts;
    private final List<EvidenceTrail> trails;
    private final CurveWords words;
    private final CurvePlace place;
    private final CurveFrame frame;

    CurveDrawing(Facts facts, List<EvidenceTrail> trails) {
        this.facts = facts;
        this.trails = trails;
        Decision decision = facts.journal().experiment().decision();
        this.words = new CurveWords(facts, trails);
        this.place = new CurvePlace(
                (double) Math.max(1, words.requests()),
                CurveWords.needed(decision.falsePromotion()),
                CurveWords.needed(decision.falseRollback()));
        this.frame = new CurveFrame(facts, place);
    }

    String svg() {
        double height = LEGEND + LINE * (trails.size() + (isOne() ? 0 : 1));
        String id = facts.journal().id().toString().replaceAll("[^A-Za-z0-9.-]", "-");
        Markup svg = new Markup();
        svg.open(
                "svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}' viewBox='0 0 {} {}' role='img'"
                        + " aria-labelledby='title-{} desc-{}' font-family='{}' font-size='13' fill='{}'",
                WIDTH,
                height,
                WIDTH,
                height,
                id,
                id,
                FONT,
                CurveFrame.INK);
        svg.words(words.title(), "title id='title-{}'", id);
        svg.words(words.description(), "desc id='desc-{}'", id);
        svg.leaf("rect width='{}' height='{}' rx='10' fill='{}'", WIDTH, height, CurveFrame.PAPER);
        head(svg);
        frame.ground(svg);
        frame.thresholds(svg);
        curves(svg, id);
        marks(svg);
        frame.axes(svg);
        legend(svg);
        return svg.close().text();
    }

    /** With one objective its own curve is that of all. */
    private boolean isOne() {
        return trails.size() == 1;
    }

    private void head(Markup svg) {
        svg.words(
                words.headline(),
                "text x='24' y='40' font-size='22' font-weight='700' fill='{}'",
                CurveFrame.colour(words.tone()));
        svg.words(words.subtitle(), "text x='24' y='64'");
        svg.words(words.guide(), "text x='24' y='86' fill='{}'", CurveFrame.FAINT);
    }

    private void curves(Markup svg, String id) {
        frame.clip(svg, id);
        for (EvidenceTrail trail : trails) {
            line(svg, trail.points(), point -> place.up(point.promotion()), colour(trail), "2.5");
            line(svg, trail.points(), point -> place.down(point.rollback()), colour(trail), isOne() ? "2.5" : "1.5");
        }
        if (!isOne()) {
            line(svg, EvidenceTrail.together(trails), point -> place.down(point.rollback()), TOGETHER, "2.5");
        }
        svg.close();
    }

    /** Neighbours on the same spot of the screen are left out, and what never leaves 1 : 1. */
    private void line(Markup svg, List<Point> points, ToDoubleFunction<Point> height, String colour, String width) {
        if (points.stream().allMatch(point -> Math.abs(height.applyAsDouble(point) - place.middle()) < 1)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        double lastX = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            double x = place.x(point);
            if (x - lastX >= .75 || point.equals(points.get(points.size() - 1))) {
                text.append(text.isEmpty() ? "" : " ").append(Markup.number(x)).append(',');
                text.append(Markup.number(height.applyAsDouble(point)));
                lastX = x;
            }
        }
        svg.leaf(
                "polyline points='{}' fill='none' stroke='{}' stroke-width='{}' stroke-linejoin='round'"
                        + " stroke-linecap='round'",
                text,
                colour,
                width);
    }

    private void marks(Markup svg) {
        frame.end(svg, words.end());
        trails.forEach(
                trail -> trail.crossing(place.promotion()).ifPresent(point -> frame.dot(svg, point, colour(trail))));
        words.decisive().ifPresent(point -> frame.callout(svg, point, words));
    }

    private void legend(Markup svg) {
        double y = LEGEND;
        for (EvidenceTrail trail : trails) {
            String name = trail.standing().fullName() + " " + trail.standing().limit();
            row(svg, y, colour(trail), name, CurveWords.standing(trail, place.promotion()));
            y += LINE;
        }
        if (!isOne()) {
            row(svg, y, TOGETHER, "all together", words.together());
        }
    }

    private static void row(Markup svg, double y, String colour, String name, String standing) {
        svg.leaf(
                "line x1='24' y1='{}' x2='52' y2='{}' stroke='{}' stroke-width='4' stroke-linecap='round'",
                y - 4,
                y - 4,
                colour);
        svg.words(name, "text x='64' y='{}' font-weight='600'", y);
        svg.words(standing, "text x='310' y='{}'", y);
    }

    private String colour(EvidenceTrail trail) {
        return COLOURS.get(trails.indexOf(trail) % COLOURS.size());
    }
}
