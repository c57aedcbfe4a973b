package io.mirrorexperiment.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** A number of events, drawn by inverting its distribution function. Immutable. */
final class Dice {
    /** What is rarer than this, measured by the likeliest number, is never drawn: less than once in all benchmarks ever made. */
    private static final double NEVER = 1e-18;

    private final int least;
    private final double[] atMost;

    private Dice(int least, double[] atMost) {
        this.least = least;
        this.atMost = atMost;
    }

    /** Failures among so many requests. */
    static Dice binomial(int requests, double share) {
        if (share == 0) {
            return new Dice(0, new double[] {1});
        }
        int likeliest = (int) Math.min(requests, Math.floor((requests + 1) * share));
        return around(likeliest, requests, k -> (double) (requests - k + 1) / k * share / (1 - share));
    }

    /** Arrivals of independent users. */
    static Dice poisson(double mean) {
        return mean == 0
                ? new Dice(0, new double[] {1})
                : around((int) Math.floor(mean), Integer.MAX_VALUE - 1, k -> mean / k);
    }

    /**
     * From the ratio of the chance of {@code k} to that of {@code k − 1}.
     *
     * @param most the largest number there can be
     */
    private static Dice around(int likeliest, int most, IntToDoubleFunction ratio) {
        int least = likeliest;
        double first = 1;
        while (least > 0 && first / ratio.applyAsDouble(least) > NEVER) {
            first /= ratio.applyAsDouble(least);
            least--;
        }
        double[] chances = new double[64];
        int size = 0;
        for (double chance = first; chance > NEVER || least + size <= likeliest; size++) {
            chances = size == chances.length ? Arrays.copyOf(chances, 2 * size) : chances;
            chances[size] = chance;
            if (least + size == most) {
                size++;
                break;
            }
            chance *= ratio.applyAsDouble(least + size + 1);
        }
        return new Dice(least, shares(Arrays.copyOf(chances, size)));
    }

    private static double[] shares(double... weights) {
        double all = Arrays.stream(weights).sum();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            weights[i] = sum / all;
        }
        return weights;
    }

    int roll(SplittableRandom chance) {
        int found = Arrays.binarySearch(atMost, chance.nextDouble());
        return least + Math.min(atMost.length - 1, found < 0 ? -found - 1 : found + 1);
    }
}
