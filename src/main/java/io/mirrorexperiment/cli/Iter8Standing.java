package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import io.mirrorexperiment.spec.iter8.ObservedStatus;

/** What an Iter8 experiment comes to for a script, from the best to the worst. */
enum Iter8Standing {
    /** Over, with a winner that satisfies all objectives. */
    WON(0),
    /** Over, and nothing won: no winner, an objective that is not satisfied, or a failure. */
    LOST(1),
    /** Not over; or over without anything that could have been missed, where Iter8 always finds a winner. */
    OPEN(2);

    private final int exitCode;

    Iter8Standing(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    static Iter8Standing of(ObservedExperiment experiment) {
        ObservedStatus status = experiment.status();
        if (!status.completed()) {
            return OPEN;
        }
        boolean won = status.analysis()
                .winner()
                .flatMap(ObservedStatus.Winner::version)
                .filter(version -> !status.failed() && satisfiesAll(experiment, version))
                .isPresent();
        if (!won) {
            return LOST;
        }
        return experiment.objectives().isEmpty() && experiment.rewards().isEmpty() ? OPEN : WON;
    }

    /** In words that go on from the experiment's name. */
    String words(ObservedExperiment experiment) {
        ObservedStatus status = experiment.status();
        return switch (this) {
            case WON -> "is over and has a winner that satisfies its objectives";
            case LOST -> status.failed() ? "has failed" : "is over without a winner that satisfies its objectives";
            case OPEN ->
                status.completed()
                        ? "is over, but has no objectives: Iter8 finds a winner without any evidence then"
                        : "is not over yet";
        };
    }

    private static boolean satisfiesAll(ObservedExperiment experiment, String version) {
        for (int objective = 0; objective < experiment.objectives().size(); objective++) {
            if (!experiment.status().analysis().satisfies(version, objective).orElse(false)) {
                return false;
            }
        }
        return true;
    }
}
