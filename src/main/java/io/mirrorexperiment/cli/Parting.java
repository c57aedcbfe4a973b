package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Run;

/** A run that several processes drive, one part each. */
final class Parting {
    private Parting() {}

    /** Whose promotion waits for a word, where it is to be left before it. */
    static Experiment suiting(Until until, Experiment experiment) {
        Promotion promotion = experiment.promotion();
        return until == Until.JUDGED && promotion.mode() == Promotion.Mode.AUTO
                ? experiment.with(promotion.by(Promotion.Mode.MANUAL))
                : experiment;
    }

    /**
     * Has the run stop where it is to be left.
     *
     * @throws Refusal if it is past that point, or would not stop there
     */
    static void stopAt(Until until, Run run, String by) {
        Journal journal = run.journal();
        refuse(until, journal);
        if (until == Until.READY && journal.asked(Entry.Request.PAUSE).isEmpty()) {
            run.ask(Entry.Request.PAUSE, by);
        }
    }

    /**
     * What is asked for must be ahead.
     *
     * @throws Refusal if the run is past that point, or would not stop there
     */
    static void refuse(Until until, Journal journal) {
        if (journal.has(Entry.Finished.class)) {
            return;
        }
        if (until == Until.READY && journal.has(Entry.Baselined.class)) {
            throw Refusal.usage("run " + journal.id() + " is past the point where it could stop with its mirror shut;"
                    + " `mirror-experiment unmirror " + journal.id() + "` shuts it");
        }
        if (until == Until.JUDGED && journal.experiment().promotion().mode() == Promotion.Mode.AUTO) {
            throw Refusal.usage("run " + journal.id() + " promotes by itself, so it does not stop when it is judged;"
                    + " begin such a run with --promotion manual");
        }
    }
}
