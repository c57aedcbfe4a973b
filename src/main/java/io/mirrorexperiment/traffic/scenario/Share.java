package io.mirrorexperiment.traffic.scenario;

import java.util.List;

/**
 * A version's part of the traffic.
 *
 * @param version the version
 * @param weight percent, from 0 to 100
 */
public record Share(Version version, int weight) {
    /** Checks. */
    public Share {
        if (weight < 0 || weight > 100) {
            throw new IllegalArgumentException(
                    "a weight is a whole number from 0 to 100, but " + version.name() + " has " + weight);
        }
    }

    /** A copy of shares that are none, or add up to 100 and name no version twice. */
    static List<Share> checked(List<Share> shares) {
        int sum = shares.stream().mapToInt(Share::weight).sum();
        if (!shares.isEmpty() && sum != 100) {
            throw new IllegalArgumentException("weights must add up to 100, but these add up to " + sum);
        }
        if (shares.stream().map(Share::version).distinct().count() < shares.size()) {
            throw new IllegalArgumentException("a version has one weight, but one is named twice");
        }
        return List.copyOf(shares);
    }
}
