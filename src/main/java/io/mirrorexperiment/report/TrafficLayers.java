package io.mirrorexperiment.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives each box its layer: farther right than all who call it, but for calls that go round in a circle. */
final class TrafficLayers {
    private final Map<TrafficBox, Set<TrafficBox>> called = new HashMap<>();
    private final Set<TrafficBox> done = new HashSet<>();
    private final Set<TrafficBox> underWay = new HashSet<>();
    private final Deque<TrafficBox> order = new ArrayDeque<>();

    private TrafficLayers() {}

    /** How many layers there are. */
    static int assign(List<TrafficBox> boxes, List<TrafficLine> lines) {
        return new TrafficLayers().layers(boxes, lines);
    }

    private int layers(List<TrafficBox> boxes, List<TrafficLine> lines) {
        boxes.forEach(box -> called.put(box, new LinkedHashSet<>()));
        for (TrafficLine line : lines) {
            if (line.from().box() != line.to().box()) {
                callees(line.from().box()).add(line.to().box());
            }
        }
        // Whom nobody calls is first, so that a circle is opened where it is entered.
        boxes.stream().filter(box -> !isCalled(box)).forEach(this::visit);
        boxes.forEach(this::visit);
        int most = 0;
        for (TrafficBox box : order) {
            for (TrafficBox other : callees(box)) {
                other.layer(Math.max(other.layer(), box.layer() + 1));
                most = Math.max(most, other.layer());
            }
        }
        return boxes.isEmpty() ? 0 : most + 1;
    }

    private Set<TrafficBox> callees(TrafficBox box) {
        return called.computeIfAbsent(box, each -> new LinkedHashSet<>());
    }

    private boolean isCalled(TrafficBox box) {
        return called.values().stream().anyMatch(others -> others.contains(box));
    }

    /** Depth first; what leads back to a box under way is left out of the layering. Deep chains are no deeper than there are services. */
    private void visit(TrafficBox box) {
        if (!done.add(box)) {
            return;
        }
        underWay.add(box);
        callees(box).removeIf(underWay::contains);
        List.copyOf(callees(box)).forEach(this::visit);
        underWay.remove(box);
        order.addFirst(box);
    }
}
