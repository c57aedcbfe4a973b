package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Totals;

/**
 * What both versions did in a span of time.
 *
 * @param dark what the dark version did
 * @param live what the live version did
 * @param pairs live requests and their mirrored twins, where somebody joins them
 */
public record Seen(Totals dark, Totals live, Pairs pairs) {
    /** Nothing yet. */
    public static final Seen NOTHING = new Seen(Totals.NONE, Totals.NONE, Pairs.NONE);

    /** From counters alone. */
    public Seen(Totals dark, Totals live) {
        this(dark, live, Pairs.NONE);
    }

    /** Both spans together. */
    public Seen plus(Seen other) {
        return new Seen(Tally.plus(dark, other.dark), Tally.plus(live, other.live), pairs.plus(other.pairs));
    }

    /** Requests of the dark version; where only pairs were counted, those. */
    public long requests() {
        return dark.requests() > 0 ? dark.requests() : pairs.count();
    }
}
