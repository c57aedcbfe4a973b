package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import java.util.List;

/** How evidence becomes a verdict. Implementations are pure: the same totals give the same judgement. */
public interface Rule {
    /**
     * How each objective stands.
     *
     * @param objectives in the order of the spec
     * @param dark what the dark version did since the end of warm-up
     * @param live what the live version did in the same span
     * @return one assessment for each objective, in the same order
     */
    List<Assessment> assess(List<Objective> objectives, Totals dark, Totals live);

    /**
     * What follows from the assessments of one look.
     *
     * @param now as {@link #assess} gave them; none at all never conform
     * @param last whether there will be no other look; if so, the verdict is not {@code UNDECIDED}
     */
    Judgement judge(List<Assessment> now, boolean last);
}
