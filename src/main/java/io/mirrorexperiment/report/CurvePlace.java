package io.mirrorexperiment.report;

import io.mirrorexperiment.report.EvidenceTrail.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Where numbers stand in the picture of the evidence: requests to the right, odds for a promotion up from the middle line and odds for
 * a rollback down from it.
 *
 * @param most requests at the right edge, over 0
 * @param promotion odds that a promotion needs, as a natural logarithm
 * @param rollback odds that a rollback needs, likewise
 */
record CurvePlace(double most, double promotion, double rollback) {
    static final double LEFT = 84;
    static final double RIGHT = 848;
    static final double TOP = 112;
    static final double BOTTOM = 452;

    /** How far beyond its threshold evidence is drawn, as a multiple of it. */
    private static final double BEYOND = 1.45;

    /** Infinite odds must have a place, too. */
    private static final double FAR = 40;

    private static final double MOST_LABELS = 9;

    double x(Point point) {
        return x((double) point.requests());
    }

    double x(double requests) {
        return LEFT + (RIGHT - LEFT) * requests / most;
    }

    /** Odds for a promotion; under 1 : 1 there is no evidence, and what is far beyond the edge is cut off there. */
    double up(double log) {
        return middle() - unit() * Math.max(0, Math.min(FAR * promotion, log));
    }

    /** Odds for a rollback. */
    double down(double log) {
        return middle() + unit() * Math.max(0, Math.min(FAR * rollback, log));
    }

    double middle() {
        return TOP + unit() * BEYOND * promotion;
    }

    /** The same height, or the edge that is nearest. */
    static double within(double y) {
        return Math.max(TOP, Math.min(BOTTOM, y));
    }

    /** Powers of ten within the picture, as natural logarithms over 0. */
    static List<Double> decades(double threshold) {
        List<Double> decades = new ArrayList<>();
        for (int tens = 1; tens * Math.log(10) < BEYOND * threshold; tens++) {
            decades.add(tens * Math.log(10));
        }
        return decades;
    }

    /** Numbers of requests to be written below: 1, 2 or 5 times a power of ten apart. */
    List<Long> labels() {
        long step = 1;
        for (int i = 0; most / (double) step > MOST_LABELS; i++) {
            step = Math.round(step * (i % 3 == 1 ? 2.5 : 2));
        }
        List<Long> labels = new ArrayList<>();
        for (long label = 0; label <= most; label += step) {
            labels.add(label);
        }
        return labels;
    }

    private double unit() {
        return (BOTTOM - TOP) / (BEYOND * (promotion + rollback));
    }
}
