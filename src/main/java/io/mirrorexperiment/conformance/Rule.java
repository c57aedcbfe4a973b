package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Objective;
import java.util.List;

/** How evidence becomes a verdict. Implementations are pure: the same samples in the same order give the same judgement. */
public interface Rule {
    /**
     * How each objective stands.
     *
     * @param objectives in the order of the spec
     * @param sample what was seen, and what this rule gave as its ledger at the look before
     */
    Weighed weigh(List<Objective> objectives, Sample sample);

    /**
     * What follows from the assessments of one look.
     *
     * @param now as {@link #weigh} gave them; none at all never conform
     * @param moment when that is; at the last look the verdict is not {@code UNDECIDED}
     */
    Judgement judge(List<Assessment> now, Moment moment);
}
