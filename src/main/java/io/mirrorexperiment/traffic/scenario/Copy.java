package io.mirrorexperiment.traffic.scenario;

/**
 * Copies of requests, whose answers nobody waits for.
 *
 * @param version that they go to
 * @param percent share of the requests that is copied, over 0 and at most 100
 */
public record Copy(Version version, double percent) {
    /** Checks. */
    public Copy {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("the share to copy to " + version.name()
                    + " must be over 0 and at most 100 percent, but is " + percent);
        }
    }
}
