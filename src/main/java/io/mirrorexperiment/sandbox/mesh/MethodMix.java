package io.mirrorexperiment.sandbox.mesh;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Draws methods by weight. For one thread. */
final class MethodMix {
    private final Map<String, Integer> weights;
    private final Random chance;
    private final int total;

    MethodMix(Map<String, Integer> weights, Random chance) {
        this.weights = new LinkedHashMap<>(weights);
        this.chance = chance;
        this.total = weights.values().stream().mapToInt(Integer::intValue).sum();
    }

    String next() {
        int left = chance.nextInt(total);
        for (Map.Entry<String, Integer> one : weights.entrySet()) {
            left -= one.getValue();
            if (left < 0) {
                return one.getKey();
            }
        }
        throw new IllegalStateException("The weights of " + weights + " do not add up to " + total);
    }
}
