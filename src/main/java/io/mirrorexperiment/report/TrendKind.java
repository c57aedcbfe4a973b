package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Outcome;
import java.util.function.Predicate;

/** How runs are told apart in a trend: by a shape, with a colour besides. */
enum TrendKind {
    /** Conforms where nothing was to be promoted, too. */
    PROMOTED("promoted or conforms", "#15803d"),
    VIOLATES("violates", "#b91c1c"),
    INCONCLUSIVE("inconclusive", "#a15c00"),
    STUCK("stuck", "#7c1d6f"),
    ABORTED("aborted", "#475569"),
    NOT_STARTED("not started", "#475569"),
    UNFINISHED("goes on", "#0b62c4");

    private final String words;
    private final String colour;

    TrendKind(String words, String colour) {
        this.words = words;
        this.colour = colour;
    }

    /** What was done weighs more than what was found. */
    static TrendKind of(VerdictTrend.Mark mark) {
        return mark.outcome()
                .map(outcome -> switch (outcome) {
                    case PROMOTED -> PROMOTED;
                    case STUCK -> STUCK;
                    case ABORTED -> ABORTED;
                    case NOT_STARTED -> NOT_STARTED;
                    case HELD -> INCONCLUSIVE;
                    case ROLLED_BACK, OBSERVED -> judged(mark, outcome);
                })
                .orElse(UNFINISHED);
    }

    private static TrendKind judged(VerdictTrend.Mark mark, Outcome outcome) {
        return switch (mark.verdict()) {
            case CONFORMS -> outcome == Outcome.OBSERVED ? PROMOTED : INCONCLUSIVE;
            case VIOLATES -> VIOLATES;
            case INCONCLUSIVE, UNDECIDED -> INCONCLUSIVE;
        };
    }

    String words() {
        return words;
    }

    String colour() {
        return colour;
    }

    Predicate<VerdictTrend.Mark> holds() {
        return mark -> of(mark) == this;
    }

    /** Draws the shape around a point. */
    void draw(Markup svg, double x, double y) {
        switch (this) {
            case PROMOTED -> {
                svg.leaf("circle cx='{}' cy='{}' r='6.5' fill='{}'", x, y, colour);
                path(svg, x, y, "M-3 0.2 L-0.8 2.6 L3.2 -2.4", "none", CurveFrame.PAPER);
            }
            case VIOLATES -> path(svg, x, y, "M-5 -5 L5 5 M5 -5 L-5 5", "none", colour);
            case INCONCLUSIVE -> path(svg, x, y, "M0 -6.5 L6.5 0 L0 6.5 L-6.5 0 Z", CurveFrame.PAPER, colour);
            case STUCK -> path(svg, x, y, "M0 -7 L7 5.5 L-7 5.5 Z", colour, colour);
            case ABORTED -> path(svg, x, y, "M-5.5 -5.5 H5.5 V5.5 H-5.5 Z", colour, colour);
            case NOT_STARTED -> path(svg, x, y, "M-6 0 H6", "none", colour);
            case UNFINISHED ->
                svg.leaf(
                        "circle cx='{}' cy='{}' r='5.5' fill='{}' stroke='{}' stroke-width='2.2' stroke-dasharray='3 2.2'",
                        x,
                        y,
                        CurveFrame.PAPER,
                        colour);
        }
    }

    private static void path(Markup svg, double x, double y, String path, String fill, String stroke) {
        svg.leaf(
                "path transform='translate({} {})' d='{}' fill='{}' stroke='{}' stroke-width='2.2'"
                        + " stroke-linecap='round' stroke-linejoin='round'",
                x,
                y,
                path,
                fill,
                stroke);
    }
}
