package io.mirrorexperiment.report;

import static io.mirrorexperiment.report.Experiments.AUTO;
import static io.mirrorexperiment.report.Experiments.CLONE;
import static io.mirrorexperiment.report.Experiments.ROLL_BACK;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;

/** The runs of pipelines that act in between: before the mirror, or on a mirror that they shut. */
final class Stops {
    private static final String PIPELINE = "shop/main #812";

    private Stops() {}

    private static Story stopping() {
        return new Story(Experiments.ours(CLONE, 60, AUTO, ROLL_BACK))
                .then(at -> new Entry.Asked(at, Entry.Request.PAUSE, PIPELINE))
                .planned()
                .deployed()
                .ready()
                .then(at -> new Entry.Paused(at, at.plusSeconds(3600)));
    }

    static Story paused() {
        return stopping().after(754);
    }

    private static Story released() {
        return stopping().after(131).then(at -> new Entry.Asked(at, Entry.Request.MIRROR, PIPELINE));
    }

    static Story goneOn() {
        return released().after(2);
    }

    static Story forgotten() {
        String because = "nobody said in time to open the mirror, so nothing was copied and nothing was judged";
        return stopping()
                .after(3600)
                .judged(Verdict.INCONCLUSIVE, Cause.UNANSWERED, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.UNANSWERED, because);
    }

    static Story extended() {
        return new Story(Experiments.ours(CLONE, 6, AUTO, ROLL_BACK))
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .flowing()
                .looks(3, Cases::fine)
                .then(at -> new Entry.Extended(at, 30, "alice"))
                .looks(5, Cases::fine)
                .after(4);
    }

    static Story extendedWait() {
        return stopping()
                .after(754)
                .then(at -> new Entry.Extended(at, 1, "alice"))
                .then(at -> new Entry.Paused(at, at.plusSeconds(3600 - 754 + 3600)))
                .after(60);
    }

    static Story unmirrored() {
        String because = PIPELINE + " shut the mirror before there was a verdict";
        return released()
                .ready()
                .mirrored()
                .flowing()
                .looks(9, Cases::fine)
                .then(at -> new Entry.Asked(at, Entry.Request.UNMIRROR, PIPELINE))
                .judged(Verdict.INCONCLUSIVE, Cause.UNMIRRORED_BY_HAND, because)
                .unmirrored()
                .cleaned()
                .finished(Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.UNMIRRORED_BY_HAND, because);
    }
}
