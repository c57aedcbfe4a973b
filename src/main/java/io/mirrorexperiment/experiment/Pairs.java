package io.mirrorexperiment.experiment;

/**
 * Live requests and their mirrored twins, by which of the two failed.
 *
 * @param both pairs of which both failed
 * @param darkOnly pairs of which the dark one alone failed
 * @param liveOnly pairs of which the live one alone failed
 * @param none pairs of which neither failed
 */
public record Pairs(long both, long darkOnly, long liveOnly, long none) {
    /** No pair. */
    public static final Pairs NONE = new Pairs(0, 0, 0, 0);

    /** Checks. */
    public Pairs {
        if (both < 0 || darkOnly < 0 || liveOnly < 0 || none < 0) {
            throw new IllegalArgumentException(
                    "pairs are counted from 0: " + both + ", " + darkOnly + ", " + liveOnly + ", " + none);
        }
    }

    /** All of them. */
    public long count() {
        return both + darkOnly + liveOnly + none;
    }

    /** Pairs that fared alike. */
    public long alike() {
        return both + none;
    }

    /** What has to be added to earlier pairs to get these. */
    public Pairs since(Pairs earlier) {
        return new Pairs(
                both - earlier.both, darkOnly - earlier.darkOnly, liveOnly - earlier.liveOnly, none - earlier.none);
    }

    /** Both together. */
    public Pairs plus(Pairs other) {
        return new Pairs(both + other.both, darkOnly + other.darkOnly, liveOnly + other.liveOnly, none + other.none);
    }
}
