package io.mirrorexperiment.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a trend: a column for each run, a line at the limit, and a legend with counts. */
final class TrendDrawing {
    private static final double WIDTH = 960;
    private static final double HEIGHT = 316;
    private static final double LEFT = 88;
    private static final double RIGHT = 940;
    private static final double TOP = 84;
    private static final double BOTTOM = 224;

    /** Where runs stand that measured nothing. */
    private static final double BELOW = BOTTOM + 20;

    private static final double MOST = 2;
    private static final double WIDEST_STEP = 60;
    private static final int LABEL = 9;
    private static final String FAINT_LINE = "#d5d8dc";

    private final List<VerdictTrend.Mark> marks;

    TrendDrawing(List<VerdictTrend.Mark> marks) {
        this.marks = List.copyOf(marks);
    }

    String svg() {
        Markup svg = new Markup();
        svg.open(
                "svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}' viewBox='0 0 {} {}' role='img'"
                        + " aria-labelledby='mx-trend-title mx-trend-desc' font-family='{}' font-size='12' fill='{}'",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                CurveDrawing.FONT,
                CurveFrame.INK);
        svg.words(title(), "title id='mx-trend-title'");
        svg.words(description(), "desc id='mx-trend-desc'");
        svg.leaf("rect width='{}' height='{}' rx='10' fill='{}'", WIDTH, HEIGHT, CurveFrame.PAPER);
        svg.words(title(), "text x='24' y='32' font-size='17' font-weight='700'");
        legend(svg);
        ground(svg);
        for (int i = 0; i < marks.size(); i++) {
            column(svg, marks.get(i), x(i));
        }
        return svg.close().text();
    }

    private String title() {
        return marks.isEmpty()
                ? "No dark launch has run yet"
                : marks.size() == 1 ? "The newest dark launch" : "The newest " + marks.size() + " dark launches";
    }

    /** For those who don't see the picture. */
    private String description() {
        return marks.isEmpty()
                ? "Each run will be drawn here with its verdict."
                : "From old to new, with how much of its limit the worst objective used: "
                        + marks.stream().map(TrendDrawing::words).collect(Collectors.joining("; ")) + ".";
    }

    private static String words(VerdictTrend.Mark mark) {
        return mark.label() + " " + TrendKind.of(mark).words() + ", " + used(mark);
    }

    private static String used(VerdictTrend.Mark mark) {
        if (mark.worst().isEmpty()) {
            return "nothing measured";
        }
        double worst = mark.worst().getAsDouble();
        return worst > 100 ? "over 10,000 %" : String.format(Locale.ROOT, "%,.0f %%", worst * 100);
    }

    private void legend(Markup svg) {
        double x = 30;
        for (TrendKind kind : TrendKind.values()) {
            long count = marks.stream().filter(kind.holds()).count();
            if (count > 0) {
                String words = kind.words() + ": " + Numbers.count(count);
                kind.draw(svg, x, 56);
                svg.words(words, "text x='{}' y='60'", x + 13);
                x += 32 + 6.8 * Width.of(words);
            }
        }
    }

    private static void ground(Markup svg) {
        svg.leaf("rect x='{}' y='{}' width='{}' height='{}' fill='#fbe3e3'", LEFT, TOP, RIGHT - LEFT, y(1) - TOP);
        for (double part : new double[] {0, .5, 1.5, 2}) {
            level(svg, part, FAINT_LINE, "1", CurveFrame.FAINT);
        }
        level(svg, 1, CurveFrame.colour(Tone.BAD), "2", CurveFrame.colour(Tone.BAD));
        svg.words(
                "not measured",
                "text x='{}' y='{}' text-anchor='end' font-size='10' fill='{}'",
                LEFT - 6,
                BELOW + 4,
                CurveFrame.FAINT);
    }

    private static void level(Markup svg, double part, String colour, String width, String ink) {
        double y = y(part);
        svg.leaf(
                "line x1='{}' y1='{}' x2='{}' y2='{}' stroke='{}' stroke-width='{}'", LEFT, y, RIGHT, y, colour, width);
        String words = part == 1 ? "limit" : Math.round(part * 100) + " %";
        svg.words(words, "text x='{}' y='{}' text-anchor='end' fill='{}'", LEFT - 6, y + 4, ink);
    }

    private static void column(Markup svg, VerdictTrend.Mark mark, double x) {
        double y = mark.worst().isPresent() ? y(mark.worst().getAsDouble()) : BELOW;
        svg.open("g");
        svg.words(words(mark), "title");
        svg.leaf("line x1='{}' y1='{}' x2='{}' y2='{}' stroke='{}'", x, Math.min(y, BOTTOM), x, BOTTOM, FAINT_LINE);
        TrendKind.of(mark).draw(svg, x, y);
        String label = Row.of(mark.label()).atMost(LABEL).render(Style.PLAIN);
        svg.words(
                label,
                "text transform='translate({} {}) rotate(-60)' text-anchor='end' font-size='11'",
                x + 3,
                BELOW + 20);
        svg.close();
    }

    /** The newest at the right; few stand close together. */
    private double x(int index) {
        double step = Math.min(WIDEST_STEP, (RIGHT - LEFT - 20) / Math.max(1, marks.size()));
        return LEFT + 10 + step * (index + .5);
    }

    private static double y(double part) {
        return BOTTOM - (BOTTOM - TOP) * Math.min(MOST, part) / MOST;
    }
}
