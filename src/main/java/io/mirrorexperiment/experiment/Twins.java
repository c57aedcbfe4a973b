package io.mirrorexperiment.experiment;

import java.time.Instant;

/**
 * What access logs say of live requests and their mirrored twins since warm-up.
 *
 * @param until live requests that began up to here were looked for; the next look goes on after it
 * @param pairs by which of the two failed
 * @param latency how much longer the dark ones took
 * @param leftovers what gave no pair
 * @param differences answers that are not alike, beyond failing
 */
public record Twins(Instant until, Pairs pairs, Latency latency, Leftovers leftovers, Differences differences) {
    /** None yet. */
    public static Twins none(Instant until) {
        return new Twins(until, Pairs.NONE, Latency.NONE, Leftovers.NONE, Differences.NONE);
    }

    /** With what was found after it. */
    public Twins plus(Twins later) {
        return new Twins(
                later.until,
                pairs.plus(later.pairs),
                latency.plus(later.latency),
                leftovers.plus(later.leftovers),
                differences.plus(later.differences));
    }

    /** Without the examples, which are kept for the newest look only. */
    public Twins bare() {
        return new Twins(until, pairs, latency, leftovers, differences.bare());
    }

    /**
     * Dark minus live, in milliseconds, pair by pair.
     *
     * @param sum of the differences
     * @param squares sum of their squares
     */
    public record Latency(double sum, double squares) {
        /** No pair. */
        public static final Latency NONE = new Latency(0, 0);

        /** Checks. */
        public Latency {
            if (!Double.isFinite(sum) || !(squares >= 0 && Double.isFinite(squares))) {
                throw new IllegalArgumentException("no sums of differences: " + sum + ", " + squares);
            }
        }

        /** Both together. */
        public Latency plus(Latency other) {
            return new Latency(sum + other.sum, squares + other.squares);
        }
    }

    /**
     * Lines that gave no pair, so that nobody takes the pairs for all.
     *
     * @param live requests without a twin: not mirrored, or the copy was lost, or took too long
     * @param dark requests without an original: somebody else's, or the original's line was lost
     * @param repeated further lines of a request that has a line already: retries, second mirrors
     * @param nameless requests without an id
     * @param unreadable lines in no known form
     */
    public record Leftovers(long live, long dark, long repeated, long nameless, long unreadable) {
        /** Nothing left. */
        public static final Leftovers NONE = new Leftovers(0, 0, 0, 0, 0);

        /** Checks. */
        public Leftovers {
            if (live < 0 || dark < 0 || repeated < 0 || nameless < 0 || unreadable < 0) {
                throw new IllegalArgumentException("lines are counted from 0");
            }
        }

        /** Both together. */
        public Leftovers plus(Leftovers other) {
            return new Leftovers(
                    live + other.live,
                    dark + other.dark,
                    repeated + other.repeated,
                    nameless + other.nameless,
                    unreadable + other.unreadable);
        }
    }
}
