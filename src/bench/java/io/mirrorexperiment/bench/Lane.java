package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;

/**
 * The evidence on some objectives, look after look. The short lanes ask room {@code stats} alone, which is a hundred times as fast as
 * the whole rule with its bounds and words; {@link RuleLane} is the rule itself, and {@link Agreement} holds one to the other.
 */
interface Lane {
    /** Takes in what was seen since the look before. */
    void look(Seen step);

    /** Odds against "an objective is broken", as a natural logarithm; where they do not suffice, an upper bound of them may do. */
    double promotion();

    /** Odds against "every objective is kept", likewise. */
    double rollback();
}
