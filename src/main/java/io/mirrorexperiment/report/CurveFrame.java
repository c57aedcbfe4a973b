package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.report.EvidenceTrail.Point;
import java.time.Instant;
import java.util.OptionalDouble;

/** What stands around the curves: the ground, the lines to be crossed, the numbers at the edges, and what is marked. */
record CurveFrame(Facts facts, CurvePlace place) {
    static final String PAPER = "#fdfdfb";
    static final String INK = "#1f2328";
    static final String FAINT = "#59636e";

    private static final String GREEN = "#15803d";
    private static final String RED = "#b91c1c";
    private static final String AMBER = "#a15c00";
    private static final double LEFT = CurvePlace.LEFT;
    private static final double RIGHT = CurvePlace.RIGHT;
    private static final double TOP = CurvePlace.TOP;
    private static final double BOTTOM = CurvePlace.BOTTOM;

    static String colour(Tone tone) {
        return switch (tone) {
            case GOOD, GOOD_HEADLINE -> GREEN;
            case BAD, BAD_HEADLINE -> RED;
            case DOUBT, DOUBT_HEADLINE -> AMBER;
            case PLAIN, STRONG, FAINT -> INK;
        };
    }

    /** Where a curve that gets there decides, and where it does not yet. */
    void ground(Markup svg) {
        double up = place.up(place.promotion());
        double down = place.down(place.rollback());
        band(svg, TOP, up, RIGHT, "#dcf3e2");
        band(svg, down, BOTTOM, RIGHT, "#fbe3e3");
        CurvePlace.decades(place.promotion()).forEach(log -> level(svg, place.up(log), "#e3e5e8", "1"));
        CurvePlace.decades(place.rollback()).forEach(log -> level(svg, place.down(log), "#e3e5e8", "1"));
        soaked().ifPresent(requests -> soak(svg, place.x(requests)));
    }

    private static void band(Markup svg, double top, double bottom, double right, String colour) {
        svg.leaf("rect x='{}' y='{}' width='{}' height='{}' fill='{}'", LEFT, top, right - LEFT, bottom - top, colour);
    }

    private static void level(Markup svg, double y, String colour, String width) {
        svg.leaf(
                "line x1='{}' y1='{}' x2='{}' y2='{}' stroke='{}' stroke-width='{}'", LEFT, y, RIGHT, y, colour, width);
    }

    private void soak(Markup svg, double right) {
        double up = place.up(place.promotion());
        band(svg, TOP, up, right, "#cfe3d5");
        band(svg, up, place.middle(), right, "#f1f2f2");
        svg.words(
                "soak: nothing is promoted yet",
                "text x='{}' y='{}' font-size='12' fill='{}'",
                LEFT + 8,
                place.middle() - 8,
                FAINT);
    }

    /** Requests at the end of the soak; empty where there is none. */
    private OptionalDouble soaked() {
        Experiment experiment = facts.journal().experiment();
        if (experiment.decision().soak().isZero()
                || facts.at(Entry.Flowing.class).isEmpty()) {
            return OptionalDouble.empty();
        }
        Instant end = facts.journal()
                .cadence()
                .soaked(
                        facts.at(Entry.Flowing.class).get(),
                        experiment.decision().soak());
        OptionalDouble over = facts.ticks().stream()
                .filter(look -> !look.at().isBefore(end))
                .mapToDouble(look -> (double) look.dark().requests())
                .findFirst();
        return over.isPresent() ? over : OptionalDouble.of(place.most());
    }

    /** The lines that are to be crossed, named at their right ends. */
    void thresholds(Markup svg) {
        Decision decision = facts.journal().experiment().decision();
        level(svg, place.middle(), FAINT, "1");
        threshold(svg, place.up(place.promotion()), GREEN, "promote", Odds.needed(decision.falsePromotion()));
        threshold(svg, place.down(place.rollback()), RED, "roll back", Odds.needed(decision.falseRollback()));
    }

    private static void threshold(Markup svg, double y, String colour, String deed, String odds) {
        String bold = "text x='{}' y='{}' fill='{}' font-weight='700' font-size='{}'";
        level(svg, y, colour, "2");
        svg.words(odds, bold, RIGHT + 10, y - 2, colour, "15");
        svg.words(deed, bold, RIGHT + 10, y + 15, colour, "13");
    }

    /** What is drawn until the group is closed keeps within the frame. */
    void clip(Markup svg, String id) {
        svg.open("clipPath id='frame-{}'", id);
        band(svg, TOP, BOTTOM, RIGHT, "#000");
        svg.close().open("g clip-path='url(#frame-{})'", id);
    }

    void axes(Markup svg) {
        label(svg, place.middle(), "1 : 1");
        CurvePlace.decades(place.promotion()).forEach(log -> label(svg, place.up(log), Odds.words(log)));
        CurvePlace.decades(place.rollback()).forEach(log -> label(svg, place.down(log), Odds.words(log)));
        place.labels().forEach(requests -> below(svg, place.x((double) requests), 20, Numbers.count(requests)));
        below(svg, (LEFT + RIGHT) / 2, 40, "requests judged");
        side(svg, (TOP + place.middle()) / 2, "odds that it is met");
        side(svg, (place.middle() + BOTTOM) / 2, "that it is broken");
    }

    private static void label(Markup svg, double y, String odds) {
        svg.words(odds, "text x='{}' y='{}' text-anchor='end' fill='{}'", LEFT - 8, y + 4, FAINT);
    }

    private static void below(Markup svg, double x, double distance, String words) {
        svg.words(words, "text x='{}' y='{}' text-anchor='middle' fill='{}'", x, BOTTOM + distance, FAINT);
    }

    private static void side(Markup svg, double y, String words) {
        svg.words(words, "text transform='translate(18 {}) rotate(-90)' text-anchor='middle' fill='{}'", y, FAINT);
    }

    /** Where the run ended, or is. */
    void end(Markup svg, String words) {
        svg.leaf("line x1='{}' y1='{}' x2='{}' y2='{}' stroke='{}'", RIGHT, TOP, RIGHT, BOTTOM, INK);
        svg.words(words, "text x='{}' y='{}' text-anchor='end' font-weight='600'", RIGHT, TOP - 8);
    }

    /** Where one curve crossed. */
    void dot(Markup svg, Point point, String colour) {
        svg.leaf(
                "circle cx='{}' cy='{}' r='4.5' fill='{}' stroke='{}' stroke-width='2.5'",
                place.x(point),
                CurvePlace.within(place.up(point.promotion())),
                PAPER,
                colour);
    }

    /** The crossing that decided, with a ring and its number on the side of the line where its curve is not. */
    void callout(Markup svg, Point point, CurveWords words) {
        double x = place.x(point);
        double y = words.isBroken() ? place.down(point.rollback()) : place.up(point.promotion());
        boolean right = x < (LEFT + RIGHT) / 2;
        double beside = words.isBroken()
                ? place.down(place.rollback()) + (right ? -14 : 26)
                : place.up(place.promotion()) + (right ? 26 : -16);
        String colour = words.isBroken() ? RED : GREEN;
        svg.leaf(
                "circle cx='{}' cy='{}' r='9' fill='none' stroke='{}' stroke-width='2.5'",
                x,
                CurvePlace.within(y),
                colour);
        svg.words(
                words.decided(point),
                "text x='{}' y='{}' text-anchor='{}' font-size='15' font-weight='700' fill='{}' stroke='{}'"
                        + " stroke-width='4' paint-order='stroke'",
                x + (right ? 18 : -18),
                beside,
                right ? "start" : "end",
                colour,
                PAPER);
    }
}
