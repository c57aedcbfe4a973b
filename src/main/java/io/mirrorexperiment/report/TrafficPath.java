package io.mirrorexperiment.report;

/** Ways of lines between boxes, as SVG has them. Pure. */
final class TrafficPath {
    /** How far a line that leads back reaches out. */
    static final double TURN = 40;

    private static final double HEAD = 9;

    private final StringBuilder text = new StringBuilder();
    private final TrafficRoom room;
    private double x;
    private double y;

    private TrafficPath(TrafficRoom room, double x, double y) {
        this.room = room;
        this.x = x;
        this.y = y;
        text.append("M ").append(at(x, y));
    }

    static TrafficPath from(TrafficRoom room, double x, double y) {
        return new TrafficPath(room, x, y);
    }

    /** Through a layer at a height, to the other side of its boxes. */
    TrafficPath past(double height, double farSide) {
        curve(height);
        return straight(farSide);
    }

    /** To the start of its slot in a curve, then straight on under its words to the head of its arrow. */
    String to(double tip, double height) {
        curve(height);
        return straight(tip - HEAD).text.toString();
    }

    /** Out to the right, under everything, and home on the left. */
    String around(double under, double tip, double height) {
        double turn = tip - room.label();
        bend(x + TURN, x, under);
        straight(turn);
        bend(turn - TURN, turn, height);
        return straight(tip - HEAD).text.toString();
    }

    private void curve(double height) {
        double half = x + room.curve() / 2;
        text.append(" C ")
                .append(at(half, y))
                .append(' ')
                .append(at(half, height))
                .append(' ');
        x += room.curve();
        y = height;
        text.append(at(x, y));
    }

    private void bend(double reach, double back, double height) {
        text.append(" C ")
                .append(at(reach, y))
                .append(' ')
                .append(at(reach, height))
                .append(' ');
        x = back;
        y = height;
        text.append(at(x, y));
    }

    private TrafficPath straight(double toX) {
        x = toX;
        text.append(" L ").append(at(x, y));
        return this;
    }

    private static String at(double x, double y) {
        return Markup.number(x) + " " + Markup.number(y);
    }
}
