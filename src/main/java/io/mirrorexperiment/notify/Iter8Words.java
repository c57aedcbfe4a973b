package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import java.util.Optional;

/**
 * What Iter8's status would say where one of our events comes about.
 *
 * @param name of the experiment, with its namespace
 * @param target of the experiment
 * @param version its only one, the baseline
 * @param stage as Iter8 calls it
 * @param winner the version, once it is known to conform
 * @param failed whether the experiment could not be made, which says nothing of the version
 */
record Iter8Words(String name, String target, String version, String stage, Optional<String> winner, boolean failed) {
    static Iter8Words of(Receiver.Iter8 iter8, Notice notice) {
        Occasion occasion = notice.event().occasion();
        boolean won = notice.event().verdict() == Verdict.CONFORMS;
        return new Iter8Words(
                notice.experiment().namespace() + "/" + notice.experiment().name(),
                iter8.target(),
                iter8.version(),
                stage(occasion),
                won ? Optional.of(iter8.version()) : Optional.empty(),
                occasion == Occasion.NOT_STARTED || occasion == Occasion.STUCK);
    }

    /** Start actions are run before the first look, those of loops after the last one, finish actions at the end. */
    private static String stage(Occasion occasion) {
        return switch (occasion) {
            case STARTED -> "Initializing";
            case JUDGED -> "Running";
            case HELD, PROMOTED, ROLLED_BACK, OBSERVED, ABORTED, NOT_STARTED, STUCK -> "Finishing";
        };
    }
}
