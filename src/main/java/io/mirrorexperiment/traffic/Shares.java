package io.mirrorexperiment.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Weights of destinations that share a part of the requests as they shared all of them before: pure. */
final class Shares {
    private Shares() {}

    /**
     * The legs with whole weights that add up to a part, by largest remainder.
     *
     * @param part of 100
     * @param carrying the legs that carried requests before; a single one carried all
     * @param legs among whom the part is shared; those that carried nothing get nothing
     */
    static List<Leg> of(int part, List<Leg> carrying, List<Leg> legs) {
        long[] before = legs.stream()
                .mapToLong(leg -> carrying.contains(leg) ? Math.max(1, leg.weight()) : 0)
                .toArray();
        long sum = LongStream.of(before).sum();
        int[] weights = IntStream.range(0, before.length)
                .map(i -> sum == 0 ? 0 : (int) (part * before[i] / sum))
                .toArray();
        int left = sum == 0 ? 0 : part - IntStream.of(weights).sum();
        IntStream.range(0, before.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -(part * before[i] % Math.max(1, sum))))
                .limit(left)
                .forEach(i -> weights[i]++);
        List<Leg> shared = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            shared.add(legs.get(i).weighing(weights[i]));
        }
        return shared;
    }
}
