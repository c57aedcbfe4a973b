package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Workloads that stand together in the picture: those of a service, or one that nobody calls. Its place is found by {@link TrafficLayout}. */
final class TrafficBox {
    /** Width of all of them. */
    static final double WIDTH = 172;

    /** Room for the name of a service. */
    static final double HEAD = 40;

    static final double PAD = 8;

    /** Room for the two lines on an edge. */
    static final double SLOT = 40;

    private final Optional<Service> service;
    private final List<Seat> seats = new ArrayList<>();
    private int layer;
    private double y;

    TrafficBox(Optional<Service> service) {
        this.service = service;
    }

    /** A workload's place in a box. */
    static final class Seat {
        private final TrafficBox box;
        private final Peer peer;
        private final List<TrafficLine> in = new ArrayList<>();
        private final List<TrafficLine> out = new ArrayList<>();
        private double top;

        Seat(TrafficBox box, Peer peer) {
            this.box = box;
            this.peer = peer;
        }

        TrafficBox box() {
            return box;
        }

        Peer peer() {
            return peer;
        }

        List<TrafficLine> in() {
            return in;
        }

        List<TrafficLine> out() {
            return out;
        }

        double height() {
            return Math.max(44, Math.max(SLOT * in.size(), 14.0 * out.size()));
        }

        double y() {
            return box.y + top;
        }

        double middle() {
            return y() + height() / 2;
        }
    }

    Optional<Service> service() {
        return service;
    }

    List<Seat> seats() {
        return seats;
    }

    Seat seat(Peer peer) {
        return seats.stream().filter(seat -> seat.peer.equals(peer)).findFirst().orElseGet(() -> {
            Seat seat = new Seat(this, peer);
            seats.add(seat);
            return seat;
        });
    }

    /** Once all lines are known: how high it is depends on them. */
    void stack() {
        double top = head();
        for (Seat seat : seats) {
            seat.top = top;
            top += seat.height() + PAD;
        }
    }

    double head() {
        return service.isPresent() ? HEAD : 0;
    }

    double height() {
        return head() + seats.stream().mapToDouble(seat -> seat.height() + PAD).sum() - (service.isPresent() ? 0 : PAD);
    }

    int layer() {
        return layer;
    }

    void layer(int number) {
        layer = number;
    }

    double y() {
        return y;
    }

    void y(double place) {
        y = place;
    }

    double middle() {
        return y + height() / 2;
    }
}
