package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import java.time.Duration;
import java.time.Instant;

/** When a run has ended at the latest. */
final class Deadlines {
    /** For everything that takes a moment, and for clocks that differ. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    private Deadlines() {}

    /** The worst-case end of a run that begins now, all waits for people included, also the stop before the mirror if it was asked for. */
    static Instant worstCase(Journal journal, Instant now) {
        Experiment experiment = journal.experiment();
        Duration stop = Pause.of(journal).isDue() ? experiment.promotion().expires() : Duration.ZERO;
        Duration settling = experiment.mirror().settle().multipliedBy(6);
        Duration steps = ofSteps(experiment);
        Duration ready = experiment.dark().readyWithin().multipliedBy(3);
        Duration commits = ofCommits(experiment).plus(ofCommits(experiment).dividedBy(3));
        return now.plus(settling)
                .plus(ready)
                .plus(stop)
                .plus(steps)
                .plus(watching(experiment))
                .plus(commits)
                .plus(experiment.mirror().flowWithin())
                .plus(journal.cadence().length())
                .plus(experiment.promotion().expires())
                .plus(experiment.promotion().keepOld())
                .plus(
                        experiment.onInconclusive().hold()
                                ? experiment.onInconclusive().holdFor()
                                : Duration.ZERO)
                .plus(SLACK);
    }

    /** How long the commits are waited for that open the mirror, where somebody has to make them: subsets, pin and mirror. */
    private static Duration ofCommits(Experiment experiment) {
        return experiment.prints() ? experiment.promotion().expires().multipliedBy(3) : Duration.ZERO;
    }

    /** For how long a run that looks may be silent, once it is judged: it then waits for the mirror to be committed away. */
    static Duration ofShutting(Experiment experiment, Patience patience) {
        return experiment.prints()
                ? experiment.promotion().expires().plus(patience.cleaning()).plus(SLACK)
                : Duration.ZERO;
    }

    /** How long a promotion takes at the longest, taking it back and cleaning up included: all that time a claim is not renewed. */
    static Duration ofPromotion(Experiment experiment, Patience patience) {
        return experiment
                .promotion()
                .keepOld()
                .plus(ofSteps(experiment))
                .plus(experiment.mirror().settle().multipliedBy(5))
                .plus(experiment.dark().readyWithin().plus(patience.verifying()).multipliedBy(3))
                .plus(patience.cleaning().multipliedBy(4))
                .plus(SLACK);
    }

    /** How long live traffic is divided at the longest, and the old version led back to where a clone has gone. */
    private static Duration ofSteps(Experiment experiment) {
        return experiment
                .promotion()
                .steps()
                .map(steps -> steps.longest()
                        .plus(experiment
                                .mirror()
                                .settle()
                                .multipliedBy(steps.percents().size() + 2L)))
                .orElse(Duration.ZERO);
    }

    /** How long live is watched before the mirror opens, where nobody remembers. */
    private static Duration watching(Experiment experiment) {
        return experiment.metrics().direct().isPresent() ? experiment.baseline() : Duration.ZERO;
    }

    /** How long a run cleans up at the longest, whatever it has done. */
    static Duration ofCleaning(Experiment experiment, Patience patience) {
        return experiment
                .mirror()
                .settle()
                .multipliedBy(3)
                .plus(patience.cleaning().multipliedBy(4))
                .plus(SLACK);
    }

    /** When the first look is due at the latest: until then a claim is not renewed. */
    static Duration untilFirstLook(Experiment experiment) {
        return experiment
                .mirror()
                .settle()
                .multipliedBy(3)
                .plus(experiment.dark().readyWithin())
                .plus(watching(experiment))
                .plus(ofCommits(experiment))
                .plus(experiment.mirror().flowWithin().multipliedBy(3))
                .plus(experiment.cadence().interval())
                .plus(Duration.ofMinutes(5));
    }
}
