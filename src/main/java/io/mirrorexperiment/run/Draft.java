package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Outlook;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Plan;
import java.util.List;

/** What would be done, found out without touching anything. */
public sealed interface Draft {
    /**
     * It can be done.
     *
     * @param plan what
     * @param originals the route objects' specs as they are now, as YAML
     * @param outlook what live did in the baseline window, as far as the metrics system remembers, and what the run can find out then; the
     *     plan has its words
     * @param commits what somebody has to commit in the course of the run, and both ways out; none where the run writes its routes itself
     */
    record Possible(Plan plan, String originals, Outlook outlook, List<Commit> commits) implements Draft {
        /** Copies. */
        public Possible {
            commits = List.copyOf(commits);
        }
    }

    /**
     * It cannot, and nothing has been changed.
     *
     * @param cause the cause word
     * @param because what is in the way, and the way out
     */
    record Impossible(Cause cause, String because) implements Draft {}
}
