package io.mirrorexperiment.spec.iter8;

/**
 * What A/B experiments reward.
 *
 * @param metric its name, bare or as {@code namespace/name}
 * @param preferred which values are better
 */
public record Reward(String metric, Direction preferred) {
    /** Which values are better. */
    public enum Direction {
        /** Higher ones. */
        HIGH,
        /** Lower ones. */
        LOW
    }
}
