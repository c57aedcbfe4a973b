package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Ledger;
import java.util.List;

/**
 * What a rule makes of a sample.
 *
 * @param assessments one for each objective, in their order
 * @param ledger what the rule wants to be reminded of at the next look
 */
public record Weighed(List<Assessment> assessments, Ledger ledger) {
    /** Copies. */
    public Weighed {
        assessments = List.copyOf(assessments);
    }
}
