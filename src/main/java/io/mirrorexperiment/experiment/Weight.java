package io.mirrorexperiment.experiment;

import java.util.OptionalLong;

/**
 * How much the evidence on one objective weighs: odds, as natural logarithms. 0 is no evidence, 4.6 is 100 : 1.
 *
 * @param promotion odds against "the objective is broken"
 * @param rollback odds against "the objective is met"
 * @param left requests that a decision will take yet, if things go on as they did; empty where that cannot be said
 * @param words what the evidence amounts to, such as bounds and what is left
 */
public record Weight(double promotion, double rollback, OptionalLong left, String words) {
    /** Checks. */
    public Weight {
        if (Double.isNaN(promotion) || Double.isNaN(rollback)) {
            throw new IllegalArgumentException("evidence weighs something: " + promotion + ", " + rollback);
        }
    }
}
