package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Draws services and workloads. */
final class TrafficSeats {
    private static final double INSET = 12;
    private static final int LETTERS = 23;

    /** Of more letters the name is smaller. */
    private static final int LARGE = 18;

    private final Map<String, String> roles;

    TrafficSeats(Map<String, String> roles) {
        this.roles = Map.copyOf(roles);
    }

    /** The grounds, under the lines. */
    void box(Markup svg, TrafficBox box, double x) {
        if (box.service().isPresent()) {
            svg.leaf(
                    "rect x='{}' y='{}' width='{}' height='{}' rx='10' fill='#f3f4f6' stroke='#c9ced6' class='mx-traffic-box'",
                    x,
                    box.y(),
                    TrafficBox.WIDTH,
                    box.height());
        }
        for (TrafficBox.Seat seat : box.seats()) {
            double inset = box.service().isPresent() ? TrafficBox.PAD : 0;
            String dash = onlyCopies(seat) ? " stroke-dasharray='5 4'" : "";
            svg.leaf(
                    "rect x='{}' y='{}' width='{}' height='{}' rx='6' fill='#ffffff' stroke='{}'" + dash
                            + " class='{}'",
                    x + inset,
                    seat.y(),
                    TrafficBox.WIDTH - 2 * inset,
                    seat.height(),
                    onlyCopies(seat) ? TrafficLook.COPY : "#8b939e",
                    onlyCopies(seat) ? "mx-traffic-seat mx-traffic-copy-line" : "mx-traffic-seat");
        }
    }

    /** The names, over everything. */
    void names(Markup svg, TrafficBox box, double x) {
        box.service().ifPresent(service -> head(svg, box, service, x));
        for (TrafficBox.Seat seat : box.seats()) {
            List<String> more = below(seat, box);
            double y = seat.middle() + (more.isEmpty() ? 4 : -3);
            String name = cut(name(seat.peer(), box));
            double left = x + (box.service().isPresent() ? 2 * TrafficBox.PAD : INSET);
            svg.words(
                    name,
                    "text x='{}' y='{}' font-size='{}' font-weight='600' fill='#1f2328' class='mx-traffic-ink'",
                    left,
                    y,
                    name.length() > LARGE ? "10" : "12");
            if (!more.isEmpty()) {
                svg.words(
                        cut(String.join(" · ", more)),
                        "text x='{}' y='{}' font-size='11' fill='#5b626b' class='mx-traffic-faint'",
                        left,
                        y + 15);
            }
        }
    }

    private static void head(Markup svg, TrafficBox box, Service service, double x) {
        svg.words(
                cut(service.name().isEmpty() ? "unknown service" : service.name()),
                "text x='{}' y='{}' font-size='12.5' font-weight='700' fill='#1f2328' class='mx-traffic-ink'",
                x + INSET,
                box.y() + 18);
        svg.words(
                cut(service.namespace().isEmpty() ? "outside" : service.namespace()),
                "text x='{}' y='{}' font-size='11' fill='#5b626b' class='mx-traffic-faint'",
                x + INSET,
                box.y() + 32);
    }

    private static String name(Peer peer, TrafficBox box) {
        return peer.isUnknown() && box.service().isPresent() ? "nobody reached" : peer.name();
    }

    /** What is not said by the box already. */
    private List<String> below(TrafficBox.Seat seat, TrafficBox box) {
        Peer peer = seat.peer();
        String namespace = box.service()
                .map(Service::namespace)
                .filter(peer.namespace()::equals)
                .map(same -> "")
                .orElse(peer.namespace());
        boolean said = peer.version().equals("latest") || peer.workload().contains(peer.version());
        String version = said ? "" : peer.version();
        return Stream.of(roles.getOrDefault(peer.workload(), ""), version, namespace, peer.cluster())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean onlyCopies(TrafficBox.Seat seat) {
        return !seat.in().isEmpty()
                && seat.in().stream().allMatch(line -> line.edge().isMirrored());
    }

    private static String cut(String text) {
        return Row.of(text).atMost(LETTERS).render(Style.PLAIN);
    }
}
