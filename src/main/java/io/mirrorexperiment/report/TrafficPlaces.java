package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Finds heights: in each layer boxes stand in the order of those whom they have to do with, as near to them as others allow. A line that
 * passes a layer has a lane there, as if it were a narrow box.
 */
final class TrafficPlaces {
    private static final double GAP = 26;
    private static final double LANE = 16;
    private static final int SWEEPS = 6;

    private final List<List<Item>> layers = new ArrayList<>();
    private final Map<TrafficBox, Item> items = new HashMap<>();

    /** A box, or a lane of a line. */
    private static final class Item {
        private final double height;
        private final List<Item> left = new ArrayList<>();
        private final List<Item> right = new ArrayList<>();
        private double y;

        Item(double height) {
            this.height = height;
        }

        double middle() {
            return y + height / 2;
        }
    }

    private final Map<TrafficLine, List<Item>> lanes = new HashMap<>();
    private final List<TrafficBox> boxes;
    private final List<TrafficLine> lines;

    TrafficPlaces(List<TrafficBox> boxes, List<TrafficLine> lines, int count) {
        this.boxes = boxes;
        this.lines = lines;
        for (int i = 0; i < count; i++) {
            layers.add(new ArrayList<>());
        }
        boxes.forEach(box -> add(box.layer(), items.computeIfAbsent(box, each -> new Item(each.height()))));
        lines.stream().filter(TrafficLine::isForward).forEach(this::connect);
    }

    private Item add(int layer, Item item) {
        layers.get(layer).add(item);
        return item;
    }

    private Item item(TrafficBox box) {
        return items.computeIfAbsent(box, each -> new Item(each.height()));
    }

    private void connect(TrafficLine line) {
        Item before = item(line.from().box());
        List<Item> passed = new ArrayList<>();
        for (int layer = line.from().box().layer() + 1; layer < line.to().box().layer(); layer++) {
            Item lane = add(layer, new Item(LANE));
            join(before, lane);
            passed.add(lane);
            before = lane;
        }
        join(before, item(line.to().box()));
        lanes.put(line, passed);
    }

    private static void join(Item left, Item right) {
        left.right.add(right);
        right.left.add(left);
    }

    void place() {
        layers.forEach(TrafficPlaces::stack);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 1; i < layers.size(); i++) {
                arrange(layers.get(i), item -> mean(item, item.left));
            }
            for (int i = layers.size() - 2; i >= 0; i--) {
                arrange(layers.get(i), item -> mean(item, item.right));
            }
        }
        squeeze();
        double top = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.y)
                .min()
                .orElse(0);
        boxes.forEach(box -> box.y(item(box).y - top));
        lines.forEach(line -> lanes.getOrDefault(line, List.of())
                .forEach(lane -> line.passages().add(lane.middle() - top)));
        sortSlots();
    }

    /** Lines that leave or reach a workload do not cross there. */
    private void sortSlots() {
        boxes.stream().flatMap(box -> box.seats().stream()).forEach(seat -> {
            seat.in()
                    .sort(Comparator.comparingDouble(line -> line.passages().isEmpty()
                            ? line.from().middle()
                            : line.passages().get(line.passages().size() - 1)));
            seat.out()
                    .sort(Comparator.comparingDouble(line -> line.passages().isEmpty()
                            ? line.to().middle()
                            : line.passages().get(0)));
        });
    }

    /** Where no layer has anything, nothing is lost. */
    private void squeeze() {
        List<Item> all = layers.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(item -> item.y))
                .toList();
        double bottom = Double.POSITIVE_INFINITY;
        double up = 0;
        for (Item item : all) {
            up += Math.max(0, item.y - bottom - GAP);
            bottom = Math.max(bottom == Double.POSITIVE_INFINITY ? item.y : bottom, item.y + item.height);
            item.y -= up;
        }
    }

    private static void stack(List<Item> layer) {
        double y = 0;
        for (Item item : layer) {
            item.y = y;
            y += item.height + GAP;
        }
    }

    private static double mean(Item item, List<Item> neighbours) {
        return neighbours.stream().mapToDouble(Item::middle).average().orElse(item.middle());
    }

    /** In the order of where each would like to be; whoever has to give way, does so downwards, and then all move up together. */
    private static void arrange(List<Item> layer, ToDoubleFunction<Item> wish) {
        Map<Item, Double> wishes = new HashMap<>();
        layer.forEach(item -> wishes.put(item, wish.applyAsDouble(item)));
        layer.sort(Comparator.comparingDouble(item -> wishes.getOrDefault(item, 0.0)));
        double bottom = Double.NEGATIVE_INFINITY;
        double pushed = 0;
        for (Item item : layer) {
            double wanted = wishes.getOrDefault(item, 0.0) - item.height / 2;
            item.y = Math.max(wanted, bottom + GAP);
            pushed += item.y - wanted;
            bottom = item.y + item.height;
        }
        double back = pushed / Math.max(1, layer.size());
        layer.forEach(item -> item.y -= back);
    }
}
