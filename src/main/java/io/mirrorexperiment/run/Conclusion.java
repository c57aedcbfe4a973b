package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import java.util.Optional;

/** What a journal amounts to: pure. */
public final class Conclusion {
    private final Progress progress;

    private Conclusion(Journal journal) {
        this.progress = new Progress(journal);
    }

    /** How the run ended; empty while it goes on. A run that is held counts as ended until somebody decides. */
    public static Optional<Ending> of(Journal journal) {
        return journal.last(Entry.Finished.class).map(Entry.Finished::ending).or(() -> new Conclusion(journal).held());
    }

    /** How a run ends that has nothing left to do. */
    static Ending end(Journal journal) {
        Conclusion conclusion = new Conclusion(journal);
        return conclusion
                .promoted()
                .or(conclusion::regretted)
                .or(conclusion::stopped)
                .orElseGet(conclusion::judged);
    }

    /** How a run ends that could not clean up. */
    static Ending stuck(Journal journal) {
        Progress progress = new Progress(journal);
        String last = progress.stumbles().isEmpty()
                ? "cleaning up did not finish in time"
                : "could not " + progress.stumbles().get(0).deed() + ": "
                        + progress.stumbles()
                                .get(progress.stumbles().size() - 1)
                                .message();
        return new Ending(new Conclusion(journal).verdict(), Outcome.STUCK, Cause.CLEAN_UP_FAILED, last);
    }

    private Optional<Ending> held() {
        boolean decided = progress.promotedByHand().isPresent()
                || progress.asked(Request.ROLL_BACK).isPresent()
                || progress.asked(Request.ABORT).isPresent();
        return progress.journal()
                .last(Entry.Held.class)
                .filter(held -> !decided && !progress.done(Entry.DarkRemoved.class))
                .map(held -> new Ending(verdict(), Outcome.HELD, cause(), because()));
    }

    private Optional<Ending> promoted() {
        if (!progress.done(Entry.Verified.class) || progress.done(Entry.Regretted.class)) {
            return Optional.empty();
        }
        return Optional.of(progress.promotedByHand()
                .map(asked -> new Ending(
                        verdict(),
                        Outcome.PROMOTED,
                        Cause.PROMOTED_BY_HAND,
                        "promoted by " + asked.by() + "; " + because() + tooLate()))
                .orElseGet(() -> new Ending(verdict(), Outcome.PROMOTED, cause(), because() + tooLate())));
    }

    /** What to say of a wish to stop that came after the point of no return. */
    private String tooLate() {
        return progress.asked(Request.ABORT)
                .map(asked -> "; " + asked.by() + " asked to stop when the promotion had begun, so it was finished")
                .orElse("");
    }

    private Optional<Ending> regretted() {
        return progress.journal()
                .last(Entry.Regretted.class)
                .map(regretted -> new Ending(
                        verdict(),
                        regretted.cause() == Cause.ABORTED ? Outcome.ABORTED : Outcome.ROLLED_BACK,
                        regretted.cause(),
                        regretted.because()));
    }

    private Optional<Ending> stopped() {
        Verdict verdict = verdict() == Verdict.UNDECIDED ? Verdict.INCONCLUSIVE : verdict();
        return progress.asked(Request.ABORT)
                .map(asked -> new Ending(verdict, Outcome.ABORTED, Cause.ABORTED, "stopped by " + asked.by()))
                .or(() -> progress.asked(Request.ROLL_BACK)
                        .map(asked -> new Ending(
                                verdict,
                                Outcome.ROLLED_BACK,
                                Cause.ROLLED_BACK_BY_HAND,
                                "rolled back by " + asked.by())));
    }

    private Ending judged() {
        if (!progress.done(Entry.Planned.class)) {
            return new Ending(Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, cause(), because());
        }
        boolean unanswered = verdict() == Verdict.CONFORMS
                && progress.experiment().promotion().mode() == Promotion.Mode.MANUAL
                && progress.done(Entry.Awaited.class);
        if (unanswered) {
            return new Ending(
                    Verdict.CONFORMS,
                    Outcome.ROLLED_BACK,
                    Cause.UNANSWERED,
                    "nobody promoted it in time; " + because());
        }
        boolean observed = progress.experiment().adopted() || verdict() == Verdict.CONFORMS;
        return new Ending(verdict(), observed ? Outcome.OBSERVED : Outcome.ROLLED_BACK, cause(), because());
    }

    private Verdict verdict() {
        return progress.judged().map(Entry.Judged::verdict).orElse(Verdict.UNDECIDED);
    }

    private Cause cause() {
        return progress.judged().map(Entry.Judged::cause).orElse(Cause.INTERNAL_ERROR);
    }

    private String because() {
        return progress.judged().map(Entry.Judged::because).orElse("the run ended without a verdict");
    }
}
