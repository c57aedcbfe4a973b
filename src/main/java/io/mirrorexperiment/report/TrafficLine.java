package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import java.util.ArrayList;
import java.util.List;

/** An edge in the picture. Its places are found by {@link TrafficLayout}. */
final class TrafficLine {
    private final Edge edge;
    private final TrafficBox.Seat from;
    private final TrafficBox.Seat to;
    private final List<Double> passages = new ArrayList<>();

    TrafficLine(Edge edge, TrafficBox.Seat from, TrafficBox.Seat to) {
        this.edge = edge;
        this.from = from;
        this.to = to;
        from.out().add(this);
        to.in().add(this);
    }

    Edge edge() {
        return edge;
    }

    TrafficBox.Seat from() {
        return from;
    }

    TrafficBox.Seat to() {
        return to;
    }

    /** Heights at which it passes the layers between its ends. */
    List<Double> passages() {
        return passages;
    }

    /** Whether it leads to a layer farther right. */
    boolean isForward() {
        return to.box().layer() > from.box().layer();
    }

    /** Where it leaves its source. */
    double start() {
        return from.y()
                + from.height() * (from.out().indexOf(this) + 1) / (from.out().size() + 1);
    }

    /** Where it arrives. */
    double end() {
        double slots = TrafficBox.SLOT * to.in().size();
        return to.middle() - slots / 2 + TrafficBox.SLOT * (to.in().indexOf(this) + .5);
    }
}
