package io.mirrorexperiment.experiment;

/**
 * How one objective stands at a look.
 *
 * @param objective which one
 * @param standing how it stands
 * @param evidence what that rests on
 */
public record Assessment(Objective objective, Standing standing, Evidence evidence) {
    /** How an objective can stand. */
    public enum Standing {
        /** The evidence says yes. */
        MET,
        /** The evidence says no. */
        BREACHED,
        /** There is not enough of it. */
        UNDECIDED
    }
}
