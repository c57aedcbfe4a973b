package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.report.TrafficBox.Seat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where boxes and lines of a picture stand: callers left, those whom they call right of them, in layers. Each line ends in a slot of its own,
 * which has room for what is written on it, so nothing ever covers anything. Pure, but for the boxes that it places.
 *
 * @param boxes with the workloads
 * @param lines in the order of the graph's edges
 * @param layers how many there are
 */
record TrafficLayout(List<TrafficBox> boxes, List<TrafficLine> lines, int layers) {
    private static final Comparator<Peer> BY_NAME = Comparator.comparing(Peer::isUnknown)
            .thenComparing(Peer::namespace)
            .thenComparing(Peer::workload)
            .thenComparing(Peer::version)
            .thenComparing(Peer::cluster)
            .thenComparing(Peer::app);

    static TrafficLayout of(Graph graph) {
        Map<Peer, Service> homes = homes(graph);
        Map<Optional<Service>, TrafficBox> services = new LinkedHashMap<>();
        Map<Peer, TrafficBox> callers = new LinkedHashMap<>();
        List<TrafficLine> lines = new ArrayList<>();
        for (Edge edge : graph.edges()) {
            Service home = homes.getOrDefault(edge.destination(), edge.service());
            TrafficBox to = services.computeIfAbsent(Optional.of(home), TrafficBox::new);
            TrafficBox from = homes.containsKey(edge.source())
                    ? services.computeIfAbsent(Optional.of(homes.get(edge.source())), TrafficBox::new)
                    : callers.computeIfAbsent(edge.source(), peer -> new TrafficBox(Optional.empty()));
            lines.add(new TrafficLine(edge, from.seat(edge.source()), to.seat(edge.destination())));
        }
        List<TrafficBox> boxes = new ArrayList<>(callers.values());
        boxes.addAll(services.values());
        boxes.forEach(box -> box.seats().sort(Comparator.comparing(Seat::peer, BY_NAME)));
        boxes.forEach(TrafficBox::stack);
        int layers = TrafficLayers.assign(boxes, lines);
        new TrafficPlaces(boxes, lines, layers).place();
        return new TrafficLayout(boxes, lines, layers);
    }

    /** The service that most of what reaches a workload comes by; an unknown destination stays with the service that was called. */
    private static Map<Peer, Service> homes(Graph graph) {
        Map<Peer, Map<String, Double>> weights = new LinkedHashMap<>();
        Map<String, Service> names = new TreeMap<>();
        for (Edge edge : graph.edges()) {
            if (!edge.destination().isUnknown()) {
                names.put(edge.service().words(), edge.service());
                weights.computeIfAbsent(edge.destination(), peer -> new TreeMap<>())
                        .merge(edge.service().words(), edge.rate() + edge.bytes(), Double::sum);
            }
        }
        Map<Peer, Service> homes = new LinkedHashMap<>();
        weights.forEach((peer, services) -> services.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .flatMap(name -> Optional.ofNullable(names.get(name)))
                .ifPresent(service -> homes.put(peer, service)));
        return homes;
    }
}
