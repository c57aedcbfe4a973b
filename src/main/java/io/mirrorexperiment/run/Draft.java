package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Outlook;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Plan;

/** What would be done, found out without touching anything. */
public sealed interface Draft {
    /**
     * It can be done.
     *
     * @param plan what
     * @param originals the route objects' specs as they are now, as YAML
     * @param outlook what live did in the baseline window, as far as the metrics system remembers, and what the run can find out then; the
     *     plan has its words
     */
    record Possible(Plan plan, String originals, Outlook outlook) implements Draft {}

    /**
     * It cannot, and nothing has been changed.
     *
     * @param cause the cause word
     * @param because what is in the way, and the way out
     */
    record Impossible(Cause cause, String because) implements Draft {}
}
