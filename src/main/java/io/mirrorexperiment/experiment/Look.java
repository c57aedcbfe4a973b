package io.mirrorexperiment.experiment;

import java.time.Instant;

/**
 * What both versions' counters said at one instant, asked in one go.
 *
 * @param at the instant asked about
 * @param live the live version's counters, or why there are none
 * @param dark the dark version's
 */
public record Look(Instant at, Reading live, Reading dark) {
    /** One side's reading. */
    public Reading of(Side side) {
        return side == Side.LIVE ? live : dark;
    }
}
